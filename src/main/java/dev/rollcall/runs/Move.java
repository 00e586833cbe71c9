package dev.rollcall.runs;

/**
 * How many changes there are from one level to another.
 *
 * @param from the level before
 * @param to the level after
 */
public record Move(long from, long to, long changes) {}
