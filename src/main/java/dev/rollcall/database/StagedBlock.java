package dev.rollcall.database;

/**
 * Some staged rows of a run that is handed out, as only the program reads them.
 *
 * @param first the place of the first of them among the staged rows, counted from 0
 * @param bytes not to be changed
 */
public record StagedBlock(long first, int rows, byte[] bytes) {}
