package dev.rollcall.database;

/**
 * A run that is handed out to workers, as they find it in the ledger.
 *
 * @param job its name
 * @param definition what its job means
 * @param version of the program that hands it out: one of another version must not touch it
 * @param chunk rows of a transaction
 * @param mostRejects how many rejects it may have
 * @param sinceMillis how long ago it was handed out, by the server's clock
 */
public record HandedRun(
    long runId,
    String job,
    String definition,
    String version,
    int chunk,
    long mostRejects,
    long sinceMillis) {}
