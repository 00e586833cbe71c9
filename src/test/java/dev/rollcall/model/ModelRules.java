package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * What a job says of meaning.
 *
 * @param mode upsert, insert, update or mirror
 * @param maxStep null for none
 */
public record ModelRules(
    String mode, long min, long max, @Nullable Long maxStep, boolean lowerRejected) {

  public static final ModelRules USUAL = new ModelRules("upsert", 0, 100, null, false);

  /** The same rules for a mirror. */
  public ModelRules mirrored() {
    return inMode("mirror");
  }

  /** The same rules in another mode. */
  public ModelRules inMode(String other) {
    return new ModelRules(other, min, max, maxStep, lowerRejected);
  }

  public boolean isMirror() {
    return mode.equals("mirror");
  }
}
