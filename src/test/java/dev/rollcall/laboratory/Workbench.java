package dev.rollcall.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.Database;
import dev.rollcall.proof.JobText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one experiment: what is delivered there, and what the program leaves. */
final class Workbench {

  private static final String REJECTS = ".rejects.csv";
  private static final Pattern OF_RUN = Pattern.compile("\\.run-([0-9]+)\\.");

  /** What may stand beside a database, besides what bears the number of a run. */
  private static final Pattern LASTING =
      Pattern.compile("(-wal|-shm|-journal|\\.lock|\\.stdin-[0-9a-f]{12}\\.spool)?");

  private final Path folder;
  private final Database database;

  Workbench(Path folder) throws IOException {
    this.folder = folder;
    this.database = new Database(folder.resolve("users.db"));
    Files.createDirectories(folder.resolve("rejects"));
  }

  Database database() {
    return database;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Where what a step imports stands; what is piped stands somewhere, too. */
  Path input(Step.Import step) {
    return path(step.isPiped() ? "piped.csv" : step.path());
  }

  /** Puts there what a step imports. */
  void deliver(Step.Import step) throws IOException {
    byte[] bytes = step.content().bytes();
    if (bytes != null) {
      Files.write(input(step), bytes);
    } else if (step.isPiped()) {
      Files.write(input(step), new byte[0]);
    } else {
      Files.deleteIfExists(input(step));
    }
  }

  /** Writes a step's job file. */
  Path writeJob(Step.Import step) throws IOException {
    Settings settings = step.settings();
    String limit = settings.limitText();
    if (step.fault().kind() == Fault.Kind.FULL_REJECTS) {
      limit += ", file: \"" + path("rejects/rejects.csv") + '"';
    }
    String text =
        JobText.of(
            step.job().name(),
            List.of(step.isPiped() ? Path.of(step.path()) : input(step)),
            step.job().columns(),
            step.job().rules(),
            limit,
            settings.rollback(),
            settings.guardText(step.job().rules().isMirror()),
            settings.chunk());
    return Files.writeString(path("job.yaml"), text);
  }

  /** Where a run's rejects go, unless the job says otherwise. */
  Path rejectFile(long run) {
    return Path.of(database.path() + ".run-" + run + REJECTS);
  }

  /** Reject files stand under their names whole. */
  void checkRejectFiles() throws IOException {
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(REJECTS) && !name.startsWith(".")) {
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).as("%s", file).endsWith("\n");
        Rejects.linesAndCodes(file);
      }
    }
  }

  /**
   * Nothing is left but what somebody may still need, whatever died before.
   *
   * @param isOpen whether a run may be gone on with
   * @param piped whether something was piped in: only then is looked for what is left of that
   */
  void checkTidy(LongPredicate isOpen, boolean piped) throws IOException {
    String beside = database.path().getFileName().toString();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      Matcher run = OF_RUN.matcher(name);
      boolean ofRun = run.find() && isOpen.test(Long.parseLong(run.group(1)));
      boolean ofPipe = !piped && name.startsWith("." + beside + ".stdin.spool.");
      boolean ours = name.startsWith(beside) || name.startsWith(".");
      boolean lasting =
          name.startsWith(beside) && LASTING.matcher(name.substring(beside.length())).matches();
      assertThat(ofRun || ofPipe || !ours || lasting || name.endsWith(REJECTS))
          .as("left over: " + name)
          .isTrue();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
