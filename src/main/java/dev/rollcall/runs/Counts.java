package dev.rollcall.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * What became of a run's rows. Immutable; counts add up over chunks and restarts.
 *
 * <p>Every row that was read is in exactly one of created, updated, unchanged, deleted and
 * rejected; {@code removed} and {@code retired} count users that a mirror deleted or retired
 * because no row named them, {@code raised}, {@code lowered} and {@code relative} count rows once
 * more that are counted above.
 */
@Embeddable
public record Counts(
    @Column(name = "rows_read") long read,
    long created,
    long updated,
    long unchanged,
    long deleted,
    long rejected,
    long removed,
    long raised,
    long lowered,
    long relative,
    long retired) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Of a run that retired nobody. */
  public Counts(
      long read,
      long created,
      long updated,
      long unchanged,
      long deleted,
      long rejected,
      long removed,
      long raised,
      long lowered,
      long relative) {
    this(
        read, created, updated, unchanged, deleted, rejected, removed, raised, lowered, relative,
        0);
  }

  /** Of users that a mirror retired. */
  public static Counts ofRetired(long users) {
    return new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, users);
  }

  /** Of rows each of which created a user. */
  public static Counts ofCreated(long rows) {
    return new Counts(rows, rows, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Of rows each of which deleted its user. */
  public static Counts ofDeleted(long rows) {
    return new Counts(rows, 0, 0, 0, rows, 0, 0, 0, 0, 0);
  }

  /** Of rows each of which was rejected. */
  public static Counts ofRejected(long rows) {
    return new Counts(rows, 0, 0, 0, 0, rows, 0, 0, 0, 0);
  }

  /** Of users that a mirror deleted. */
  public static Counts ofRemoved(long users) {
    return new Counts(0, 0, 0, 0, 0, 0, users, 0, 0, 0);
  }

  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        created + other.created,
        updated + other.updated,
        unchanged + other.unchanged,
        deleted + other.deleted,
        rejected + other.rejected,
        removed + other.removed,
        raised + other.raised,
        lowered + other.lowered,
        relative + other.relative,
        retired + other.retired);
  }

  /** The same of rows; of users whom no row named, as another has it. */
  public Counts withUnnamedOf(Counts other) {
    return new Counts(
        read,
        created,
        updated,
        unchanged,
        deleted,
        rejected,
        other.removed,
        raised,
        lowered,
        relative,
        other.retired);
  }

  /** The same without others that were added. */
  public Counts minus(Counts other) {
    return new Counts(
        read - other.read,
        created - other.created,
        updated - other.updated,
        unchanged - other.unchanged,
        deleted - other.deleted,
        rejected - other.rejected,
        removed - other.removed,
        raised - other.raised,
        lowered - other.lowered,
        relative - other.relative,
        retired - other.retired);
  }

  /** Whether every row that was read is accounted for. */
  public boolean balance() {
    return read == created + updated + unchanged + deleted + rejected;
  }

  /** Whether any user is other than before. */
  public boolean changedUsers() {
    return created + updated + deleted + removed + retired > 0;
  }
}
