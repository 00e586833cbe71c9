package dev.rollcall.database;

/**
 * The ids that come next.
 *
 * @param user of the next user to be created
 * @param change of the next row of the ledger
 */
public record NextIds(long user, long change) {}
