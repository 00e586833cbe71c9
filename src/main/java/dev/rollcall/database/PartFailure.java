package dev.rollcall.database;

/**
 * That workers could not do a part.
 *
 * @param part its number
 * @param position where it was then
 * @param times how often in turn, there
 * @param worker who failed last
 * @param words what that one said
 */
public record PartFailure(int part, long position, int times, String worker, String words) {}
