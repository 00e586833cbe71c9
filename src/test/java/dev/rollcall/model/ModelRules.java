package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * What a job says of meaning.
 *
 * @param mode upsert, insert, update or mirror; or {@code retry}, as the rejects of a mirror are
 *     imported: it removes nobody
 * @param maxStep null for none
 * @param meanings of cells
 * @param extras the extra columns of the database, and of the job
 * @param missing null if a mirror deletes whom its file does not name
 */
public record ModelRules(
    String mode,
    long min,
    long max,
    @Nullable Long maxStep,
    boolean lowerRejected,
    ModelMeanings meanings,
    ModelExtras extras,
    @Nullable ModelMissing missing) {

  public static final ModelRules USUAL = new ModelRules("upsert", 0, 100, null, false);

  /** Of a job that takes cells for what they say, and of a database with the four columns. */
  public ModelRules(
      String mode, long min, long max, @Nullable Long maxStep, boolean lowerRejected) {
    this(mode, min, max, maxStep, lowerRejected, ModelMeanings.NONE, ModelExtras.NONE, null);
  }

  /** The same rules for a mirror. */
  public ModelRules mirrored() {
    return inMode("mirror");
  }

  /** The same rules in another mode. */
  public ModelRules inMode(String other) {
    return new ModelRules(other, min, max, maxStep, lowerRejected, meanings, extras, missing);
  }

  /** The same rules with another highest level. */
  public ModelRules upTo(long other) {
    return new ModelRules(mode, min, other, maxStep, lowerRejected, meanings, extras, missing);
  }

  /** The same rules with more to say. */
  public ModelRules with(
      ModelMeanings cells, ModelExtras columns, @Nullable ModelMissing ofMissing) {
    return new ModelRules(mode, min, max, maxStep, lowerRejected, cells, columns, ofMissing);
  }

  public boolean isMirror() {
    return mode.equals("mirror");
  }

  /** Those by which rejects are imported: these few rows are not all users. */
  public ModelRules ofRejects() {
    return isMirror() ? inMode("retry") : this;
  }

  /** Whether it gives those whom a mirror has retired what was taken from them. */
  public boolean returns() {
    return missing != null && (isMirror() || mode.equals("retry"));
  }
}
