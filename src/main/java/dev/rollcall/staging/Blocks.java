package dev.rollcall.staging;

/**
 * A sequence of blocks in a file.
 *
 * @param start where in the file the first one begins
 * @param end where the last one ends
 * @param records how many records they hold
 * @param largestBytes the length of the largest one, hence the memory it takes to read them
 */
record Blocks(long start, long end, long records, int largestBytes) {}
