package dev.rollcall.database;

/**
 * What is in the queue of parts.
 *
 * @param messages parts that wait, or that somebody works on
 * @param waiting those on which nobody works
 */
public record PartQueue(long messages, long waiting) {}
