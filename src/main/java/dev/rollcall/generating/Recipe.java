package dev.rollcall.generating;

import org.jspecify.annotations.Nullable;

/**
 * What users to make. A recipe of one version gives the same rows for ever: whatever would change
 * them gets a version of its own.
 *
 * @param seed other seeds give other users
 * @param levels how often which level
 * @param emails how often which number of addresses, 0 or 1
 * @param nameLengths how often which length of a username, in code points; null to leave names as
 *     long as they are
 * @param duplicates rows that name a user of an earlier row
 * @param bad rows that an import rejects; where there are any, the file has a column for actions
 * @param unicode whether names are taken from many scripts
 */
public record Recipe(
    long seed,
    Weights levels,
    Weights emails,
    @Nullable Weights nameLengths,
    Portion duplicates,
    Portion bad,
    boolean unicode) {

  /** The newest version, which is the only one so far. */
  public static final int VERSION = 1;

  /** The last row that a recipe has. */
  public static final long MOST_ROWS = 1_000_000_000_000L;

  private static final int NAME = 1;
  private static final int LEVEL = 2;
  private static final int EMAIL = 3;
  private static final int LENGTH = 4;
  private static final int DUPLICATE = 5;
  private static final int NEW_LEVEL = 6;
  private static final int DUPLICATE_PHASE = 7;
  private static final int BAD_PHASE = 8;
  private static final int CHANGE_PHASE = 9;

  /** Nine users in ten have a level below 3, and one in sixteen has no address. */
  public static Recipe of(long seed) {
    return new Recipe(
        seed,
        Weights.of(1, 70, 2, 20, 3, 10),
        Weights.of(0, 1, 1, 15),
        null,
        Portion.NONE,
        Portion.NONE,
        false);
  }

  public Recipe withLevels(Weights others) {
    return new Recipe(seed, others, emails, nameLengths, duplicates, bad, unicode);
  }

  public Recipe withDuplicates(Portion some) {
    return new Recipe(seed, levels, emails, nameLengths, some, bad, unicode);
  }

  public Recipe withBad(Portion some) {
    return new Recipe(seed, levels, emails, nameLengths, duplicates, some, unicode);
  }

  public Recipe withUnicode() {
    return new Recipe(seed, levels, emails, nameLengths, duplicates, bad, true);
  }

  /** Like the users that somebody has; each weight may have no number at all. */
  public Recipe like(Weights levelsThere, Weights emailsThere, Weights nameLengthsThere) {
    return new Recipe(seed, levelsThere, emailsThere, nameLengthsThere, duplicates, bad, unicode);
  }

  long nameDraw(long row) {
    return draw(row, NAME);
  }

  int nameLength(long row) {
    return nameLengths == null ? 0 : (int) nameLengths.pick(draw(row, LENGTH));
  }

  boolean hasEmail(long row) {
    return emails.pick(draw(row, EMAIL)) > 0;
  }

  long level(long row) {
    return levels.pick(draw(row, LEVEL));
  }

  /** A level that the row does not have; one that users may have has a neighbour that they may. */
  long otherLevel(long row) {
    long level = level(row);
    long other = levels.pickOther(draw(row, NEW_LEVEL), level);
    return other != level ? other : level > 0 ? level - 1 : level + 1;
  }

  /** The row whose user this row names: itself, or an earlier one. */
  long namedBy(long row) {
    long named = row;
    while (!duplicates.isNone() && named > 1 && duplicates.has(named, draw(0, DUPLICATE_PHASE))) {
      named = 1 + Long.remainderUnsigned(draw(named, DUPLICATE), named - 1);
    }
    return named;
  }

  /** Why an import rejects the row; null if it does not. */
  @Nullable BadRow badness(long row) {
    if (bad.isNone() || row == 1) {
      return null;
    }
    long phase = draw(0, BAD_PHASE);
    return bad.has(row, phase) ? BadRow.of(bad.index(row, phase)) : null;
  }

  /** Moves the rows that a second file changes. */
  long changePhase() {
    return draw(0, CHANGE_PHASE);
  }

  boolean hasActions() {
    return !bad.isNone();
  }

  /** A number that looks like chance: 64 bits, of which each is as likely to be 0 as 1. */
  private long draw(long row, int purpose) {
    return mix(mix(mix(seed + 0x9E3779B97F4A7C15L) + row) + purpose * 0xD1B54A32D192ED03L);
  }

  /** The last step of SplitMix64: a change of any bit changes about half of them. */
  private static long mix(long bits) {
    long mixed = bits;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
