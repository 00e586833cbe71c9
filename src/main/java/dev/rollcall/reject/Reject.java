package dev.rollcall.reject;

/**
 * A row that was not applied, and why.
 *
 * @param line where the row begins in the input
 * @param code why
 * @param message why, for people; may quote the cell, so it belongs into reject files, not into
 *     logs
 * @param cells the cells that the job maps, as they were delivered
 */
public record Reject(long line, RejectCode code, String message, Cells cells) {}
