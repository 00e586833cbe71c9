package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * What a job says of meaning.
 *
 * @param mode upsert, insert or update
 * @param maxStep null for none
 */
public record ModelRules(
    String mode, long min, long max, @Nullable Long maxStep, boolean lowerRejected) {

  public static final ModelRules USUAL = new ModelRules("upsert", 0, 100, null, false);
}
