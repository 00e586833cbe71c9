package dev.rollcall.importing;

/**
 * Where and for whom imports run.
 *
 * @param files what is beside the database
 * @param stop asks to stop
 * @param progress hears how far a run is
 */
public record RunContext(SideFiles files, StopSignal stop, Progress progress) {}
