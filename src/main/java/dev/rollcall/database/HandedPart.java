package dev.rollcall.database;

import dev.rollcall.runs.Part;

/**
 * A part of a run that is handed out.
 *
 * @param firstChange the id of the change that its first row would make
 */
public record HandedPart(Part part, long firstChange) {}
