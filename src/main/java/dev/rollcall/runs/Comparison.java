package dev.rollcall.runs;

/**
 * How the users of an input compare with those of a database, each user counted once.
 *
 * @param users in the database, before
 * @param same named by the input, and as they would be after it
 * @param different named by the input, and otherwise after it
 * @param deleted named by the input, to be deleted
 * @param onlyInInput not in the database, and there after it
 * @param onlyInDatabase not named by the input
 * @param removed those of them whom a mirror deletes
 * @param before a digest of all users, see {@link UsersDigest}
 * @param after the same of the users as they would be
 */
public record Comparison(
    long users,
    long same,
    long different,
    long deleted,
    long onlyInInput,
    long onlyInDatabase,
    long removed,
    String before,
    String after) {}
