package dev.rollcall.importing;

import dev.rollcall.meaning.Workers;
import dev.rollcall.runs.Progress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom imports run.
 *
 * @param files what is beside the database
 * @param stop asks to stop
 * @param progress hears how far a run is
 * @param crew calls workers, the first time that a run is handed out; null if there can't be any
 */
public record RunContext(
    SideFiles files, StopSignal stop, Progress progress, @Nullable Function<Workers, Crew> crew) {

  /** Where there are no workers. */
  public RunContext(SideFiles files, StopSignal stop, Progress progress) {
    this(files, stop, progress, null);
  }
}
