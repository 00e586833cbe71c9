package dev.rollcall.jobs;

import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.files.OwnFile;
import dev.rollcall.importing.ImportResult;
import dev.rollcall.importing.Request;
import dev.rollcall.importing.StopSignal;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Reject;
import dev.rollcall.runs.RunName;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.seeding.SeedFolder;
import dev.rollcall.wiring.Databases;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.LedgerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a database of the files of a folder, as its jobs say. */
public final class SeedBuild {

  private static final String JOBS = "seed.yaml";

  /** Without jobs: the folder's own CSV files, of which every row has to be good. */
  private static final String USUAL_JOB =
      "import: { from: '*.{csv,csv.gz,csv.zst,csv.zip}' }\nrejects: { limit: 0 }\n";

  private static final int REJECTS_OF_A_CODE = 3;

  private final SeedFolder folder;
  private final Instant time;
  private final Audience audience;
  private final StopSignal stop;

  /**
   * @param time for the ledger
   */
  public SeedBuild(SeedFolder folder, Instant time, Audience audience, StopSignal stop) {
    this.folder = folder;
    this.time = time;
    this.audience = audience;
    this.stop = stop;
  }

  /**
   * Makes the database in a folder.
   *
   * @return where it is
   * @throws Failure whatever an import may fail of; a run that is refused is one of them
   */
  public Path make(Path in) throws IOException {
    List<ImportJob> jobs = jobs();
    Database made = Databases.of(in.resolve("made.db").toString());
    importAll(jobs, made);
    Path seed = in.resolve("seed.db");
    OwnFile.create(seed).close();
    made.seed().write(seed, time);
    return seed;
  }

  private void importAll(List<ImportJob> jobs, Database made) {
    CurrentProgress progress = new CurrentProgress();
    @Nullable ImportResult failed = null;
    ImportSession.Options options =
        new ImportSession.Options("a seed", Duration.ZERO, null, stop, progress);
    try (ImportSession session = ImportSession.open(made, options)) {
      for (ImportJob job : jobs) {
        for (String name : folder.matching(job.from())) {
          progress.set(audience.progress(name));
          // The names are those in the folder, wherever that is.
          Input input = Input.of(folder.file(name), name);
          ImportResult result = session.run(new Request(job, input, true, false));
          if (result.failure() != null) {
            failed = result;
            throw result.failure();
          }
        }
      }
    } catch (Failure failure) {
      throw failed == null ? failure : explained(failure, failed.summary(), made);
    } finally {
      audience.endProgress();
    }
  }

  /** Says which rows it was: the file that rejects are written to is not kept. */
  private static Failure explained(Failure failure, RunSummary failed, Database made) {
    Long run = failed.run();
    Source source = failed.source();
    if (failure.code() != ProblemCode.REJECT_LIMIT || run == null || source == null) {
      return failure;
    }
    try (LedgerReader ledger = LedgerReader.open(made, null)) {
      RunReport report = ledger.report(RunName.of(run), REJECTS_OF_A_CODE);
      List<Problem> problems = new ArrayList<>();
      for (Reject reject : report.firstRejects()) {
        problems.add(
            new Problem(
                ProblemCode.REJECT_LIMIT,
                new Place(source.name(), reject.line(), 1),
                "an import rejects this row: " + reject.code(),
                "correct it, or allow rejects in seed.yaml: rejects: { limit: 1 }"));
      }
      return problems.isEmpty() ? failure : new Failure(problems, failure);
    }
  }

  private List<ImportJob> jobs() {
    Path file = folder.file(JOBS);
    // What the environment says is no part of the key.
    List<JobDefinition> definitions =
        folder.files().contains(JOBS)
            ? JobFile.readAll(file, Map.of())
            : List.of(JobFile.read(file, USUAL_JOB, Map.of()));
    List<ImportJob> jobs = new ArrayList<>();
    for (JobDefinition definition : definitions) {
      if (!(definition instanceof JobDefinition.Import anImport)) {
        throw wrong(file, "a report makes no users", "leave imports only");
      }
      ImportJob job = anImport.job();
      if (anImport.inbox() != null) {
        throw wrong(file, "a seed has no inbox", "name its files with from:");
      }
      if (job.to() != null || job.rejectFile() != null) {
        throw wrong(
            file,
            "a seed keeps nothing but its database",
            "remove " + (job.to() != null ? "to:" : "rejects: { file: }"));
      }
      if (!job.columns().meanings().files().isEmpty()) {
        // It may be anywhere, and would be no part of the key.
        throw wrong(file, "a seed reads no file of values", "write the values into seed.yaml");
      }
      jobs.add(job);
    }
    return jobs;
  }

  private static Failure wrong(Path file, String what, String advice) {
    return Failure.at(ProblemCode.JOB_FILE, Place.of(file.toString()), what, advice);
  }
}
