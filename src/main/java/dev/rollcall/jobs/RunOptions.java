package dev.rollcall.jobs;

import dev.rollcall.database.Database;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.wiring.ImportSession;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How jobs are run, whatever they say themselves.
 *
 * @param adjust what is changed in each import
 * @param again whether to import what was already imported
 * @param planned a saved plan, which the one import there is must keep to; null for none
 * @param patience how long to wait for another run
 * @param summary where the summaries go; null for nowhere
 * @param ping who is told when the command begins and ends, asked for when it begins; null for
 *     nobody
 * @param metrics the file with figures of jobs; null for none
 * @param databases which database a job is for
 * @param echo who gets every statement, asked for each time that a database is opened; null for
 *     nobody
 * @param in standard input
 */
public record RunOptions(
    UnaryOperator<ImportJob> adjust,
    boolean again,
    @Nullable Path planned,
    Duration patience,
    @Nullable Path summary,
    Supplier<@Nullable PingUrl> ping,
    @Nullable Path metrics,
    DatabaseChoice databases,
    Supplier<@Nullable Consumer<String>> echo,
    InputStream in,
    StopSignal stop) {

  /** Which database a job is for. */
  public interface DatabaseChoice {

    /**
     * The database.
     *
     * @param ofJob the address that the job says; null if it says none
     * @param mayBeMade whether there may be none yet
     * @throws dev.rollcall.problem.Failure {@code DATABASE_UNUSABLE} if there must be one and is
     *     none
     */
    Database of(@Nullable String ofJob, boolean mayBeMade);
  }

  /** The same for one who opens a database for writing. */
  ImportSession.Options session(String work, CurrentProgress progress) {
    return new ImportSession.Options(work, patience, echo.get(), stop, progress);
  }
}
