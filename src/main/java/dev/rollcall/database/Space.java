package dev.rollcall.database;

/**
 * How large a database is.
 *
 * @param bytes all of it
 * @param free bytes of it that hold nothing, and that the next runs use
 */
public record Space(long bytes, long free) {}
