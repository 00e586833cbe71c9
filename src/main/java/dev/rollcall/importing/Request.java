package dev.rollcall.importing;

import dev.rollcall.csv.Input;

/**
 * What somebody wants imported.
 *
 * @param job how
 * @param input what
 * @param again whether to do it although it looks done, or looks like being done twice
 * @param several whether the same command brings other inputs, too
 */
public record Request(ImportJob job, Input input, boolean again, boolean several) {}
