package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.CaseGenerator;
import dev.rollcall.model.DatabaseRule;
import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program against the model, on generated users, jobs and files. {@code -Drollcall.seed} begins
 * elsewhere, {@code -Drollcall.cases} tries more; a failure names its seed and shows its file.
 */
class RowSemanticsTest {

  private static final long SEED = Long.getLong("rollcall.seed", new Random().nextInt(1 << 30));
  private static final int CASES = Integer.getInteger("rollcall.cases", 48);
  private static final int[] CHUNKS = {1, 7, 5000};
  private static final int FILES = 4;
  private static final int SHOWN_CHARACTERS = 4_000;

  @TempDir static Path folder;
  private static Path empty = Path.of("");

  @BeforeAll
  static void migrate() {
    System.out.println("RowSemanticsTest begins at seed " + SEED);
    Workspace workspace = new Workspace(folder);
    workspace.run("schema", "migrate");
    empty = workspace.database().path();
  }

  @Test
  void importsDoWhatTheModelSays() throws IOException {
    for (int i = 0; i < CASES; i++) {
      int rows = i % 12 == 11 ? 3_000 : 60;
      Run run = new Run(SEED + i, rows, CHUNKS[i % 3], i / 3 % 2 == 0 ? "chunk" : "run");
      run.check(DatabaseRule.NONE);
    }
  }

  @Test
  void rowsThatTheDatabaseRefusesAreRejectsAndAllOthersGoIn() throws IOException {
    DatabaseRule rule =
        (others, before, after) ->
            after != null
                && (after.effectiveLevel() == 13
                    || after.email() != null
                        && others.stream().anyMatch(user -> after.email().equals(user.email())));
    for (int i = 0; i < CASES / 3; i++) {
      Run run = new Run(SEED + i, i % 8 == 7 ? 1_500 : 60, CHUNKS[i % 3], "chunk");
      run.workspace
          .database()
          .execute(
              "create unique index one_mailbox on users (email)",
              "create trigger thirteen before insert on users when new.level = 13"
                  + " begin select raise(abort, 'no level 13'); end",
              "create trigger thirteen_too before update on users when new.level = 13"
                  + " begin select raise(abort, 'no level 13'); end");
      run.check(rule);
    }
  }

  /** One case, imported with one chunk size and one policy. */
  private static final class Run {

    private final ModelCase made;
    private final int chunk;
    private final String rollback;
    private final Workspace workspace;

    Run(long seed, int rows, int chunk, String rollback) throws IOException {
      this.made = CaseGenerator.generate(seed, FILES, rows);
      this.chunk = chunk;
      this.rollback = rollback;
      this.workspace = new Workspace(Files.createTempDirectory(folder, "case"));
      Files.copy(empty, workspace.database().path());
    }

    void check(DatabaseRule rule) {
      try {
        compare(rule);
      } catch (AssertionError | RuntimeException e) {
        StringBuilder shown = new StringBuilder();
        shown.append("seed ").append(made.seed()).append(", chunk ").append(chunk);
        shown.append(", rollback ").append(rollback).append(", ").append(made.rules());
        for (int i = 0; i < made.files().size(); i++) {
          shown.append("\n--- ").append(fileName(i)).append('\n');
          // A lone carriage return would hide what stands before it.
          String text = made.files().get(i).text().replace("\r", "␍");
          shown.append(text, 0, Math.min(text.length(), SHOWN_CHARACTERS));
        }
        throw new AssertionError(e.getMessage() + "\n" + shown, e);
      }
    }

    private void compare(DatabaseRule rule) {
      List<ModelUser> users = putUsers(rule);
      Map<String, Long> idsBefore = ids();
      Model model = new Model(users, made.rules(), rule);
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < made.files().size(); i++) {
        files.add(workspace.write(fileName(i), made.files().get(i).text()));
      }
      workspace.write(
          "job.yaml",
          JobText.of("model", files, made.columns(), made.rules(), "1000000", rollback, chunk));
      Ended ended = workspace.runJob("job.yaml");
      boolean rejects = false;
      assertThat(ended.summaries()).as(ended.said()).hasSameSizeAs(files);
      for (int i = 0; i < made.files().size(); i++) {
        ModelOutcome outcome = model.apply(made.files().get(i).rows());
        rejects |= !outcome.rejects().isEmpty();
        compare(outcome, ended.summaries().get(i), fileName(i));
      }
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(rejects ? 3 : 0);
      assertThat(workspace.database().users())
          .as("users")
          .isEqualTo(
              model.users().stream()
                  .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
                  .map(user -> Database.row(user.username(), user.email(), user.effectiveLevel()))
                  .toList());
      compareIds(idsBefore);
      secretIsNowhere(ended);
    }

    private List<ModelUser> putUsers(DatabaseRule rule) {
      List<ModelUser> users = new ArrayList<>();
      for (ModelUser user : made.users()) {
        if (!rule.refuses(users, null, user)) {
          users.add(user);
        }
      }
      workspace
          .database()
          .executeMany(
              "insert into users (username, email, level) values (?, ?, ?)",
              users.stream()
                  .map(user -> Arrays.<Object>asList(user.username(), user.email(), user.level()))
                  .toList());
      return users;
    }

    private void compare(ModelOutcome outcome, Map<String, Object> summary, String file) {
      long run = ((Number) java.util.Objects.requireNonNull(summary.get("run"))).longValue();
      assertThat(workspace.database().changes(run))
          .as("changes of " + file)
          .isEqualTo(outcome.changes().stream().map(Run::row).toList());
      assertThat(workspace.database().rejects(run))
          .as("rejects of " + file)
          .zipSatisfy(outcome.rejects(), Run::sameReject)
          .hasSameSizeAs(outcome.rejects());
      assertThat(Ended.numbers(summary, "counts")).as(file).isEqualTo(outcome.counts());
      assertThat(Ended.numbers(summary, "levels")).as(file).isEqualTo(outcome.levels());
      assertThat(Ended.codes(summary)).as(file).isEqualTo(outcome.codes());
      assertThat(summary)
          .containsEntry(
              "status", outcome.rejects().isEmpty() ? "COMPLETED" : "COMPLETED_WITH_REJECTS");
    }

    private static String row(ModelOutcome.Changed change) {
      ModelUser before = change.before();
      ModelUser after = change.after();
      return Database.row(
          change.line(),
          change.kind(),
          (before == null ? java.util.Objects.requireNonNull(after) : before).username(),
          before == null ? null : before.email(),
          after == null ? null : after.email(),
          before == null ? null : before.effectiveLevel(),
          after == null ? null : after.effectiveLevel(),
          change.reason());
    }

    /** Cells are compared where the row's form tells which is which. */
    private static void sameReject(String actual, ModelOutcome.Rejected expected) {
      String lineAndCode = Database.row(expected.row().line(), expected.code());
      if (expected.row().formFault() != null) {
        assertThat(actual).startsWith(lineAndCode + ", ");
      } else {
        assertThat(actual)
            .isEqualTo(
                lineAndCode
                    + ", "
                    + Database.row(
                        expected.row().username(),
                        expected.row().email(),
                        expected.row().level(),
                        expected.row().action(),
                        expected.row().reason()));
      }
    }

    private Map<String, Long> ids() {
      Map<String, Long> ids = new java.util.HashMap<>();
      for (String row : workspace.database().rows("select username, id from users")) {
        int comma = row.lastIndexOf(", ");
        ids.put(row.substring(0, comma), Long.parseLong(row.substring(comma + 2)));
      }
      return ids;
    }

    /** Who stays keeps the id, whatever comes and goes round it. */
    private void compareIds(Map<String, Long> before) {
      List<String> created =
          workspace
              .database()
              .rows("select distinct username from rollcall_changes where kind = 'created'");
      ids()
          .forEach(
              (name, id) -> {
                if (!created.contains(name)) {
                  assertThat(id).as("id of " + name).isEqualTo(before.get(name));
                }
              });
    }

    private void secretIsNowhere(Ended ended) {
      assertThat(ended.said()).doesNotContain(ModelCase.SECRET);
      try (Stream<Path> files = Files.list(workspace.path(""))) {
        for (Path file : files.filter(path -> !path.toString().endsWith(".csv")).toList()) {
          assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(ModelCase.SECRET);
        }
        for (String rejectFile : workspace.namesEndingIn(".rejects.csv")) {
          assertThat(workspace.read(rejectFile)).doesNotContain(ModelCase.SECRET);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static String fileName(int index) {
      return "file-" + index + ".csv";
    }

    private static byte[] utf8(ModelUser user) {
      return user.username().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
