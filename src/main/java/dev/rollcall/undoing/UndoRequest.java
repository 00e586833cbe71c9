package dev.rollcall.undoing;

import dev.rollcall.runs.RunName;

/**
 * What somebody wants to undo.
 *
 * @param run which run
 * @param force whether users go back who have changed since
 * @param allOrNothing whether nothing is undone if not everybody can be put back
 * @param plan whether it is only to be found out what would happen
 */
public record UndoRequest(RunName run, boolean force, boolean allOrNothing, boolean plan) {}
