package dev.rollcall.runs;

/**
 * So many changes from one level to another.
 *
 * @param from the level before
 * @param to the level after
 */
public record Move(long from, long to, long changes) {}
