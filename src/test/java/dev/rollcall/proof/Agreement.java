package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.Model;
import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelRules;
import dev.rollcall.model.ModelUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the model says of a case, held against what the program has written and said. */
final class Agreement {

  private final Workspace workspace;
  private final CaseDatabase database;
  private final ModelRules rules;

  Agreement(Workspace workspace, CaseDatabase database, ModelRules rules) {
    this.workspace = workspace;
    this.database = database;
    this.rules = rules;
  }

  /** Who there is. */
  void onUsers(Model model) {
    assertThat(database.users())
        .as("users")
        .isEqualTo(
            model.users().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
                .map(database::row)
                .toList());
  }

  /** What a run of this file came to: its changes, its rejects and its summary. */
  void onRun(ModelOutcome outcome, Map<String, Object> summary, String file) {
    long run = ((Number) Objects.requireNonNull(summary.get("run"))).longValue();
    List<ModelOutcome.Changed> changes = inOrder(outcome);
    assertThat(workspace.database().changes(run))
        .as("changes of " + file)
        .isEqualTo(changes.stream().map(Agreement::row).toList());
    AgreedExtras extras = new AgreedExtras(workspace.database(), rules.extras());
    extras.onChanges(run, changes);
    extras.onRejects(run, outcome.rejects());
    assertThat(workspace.database().rejects(run))
        .as("rejects of " + file)
        .zipSatisfy(outcome.rejects(), Agreement::sameReject)
        .hasSameSizeAs(outcome.rejects());
    assertThat(Ended.numbers(summary, "counts")).as(file).isEqualTo(outcome.counts());
    assertThat(Ended.numbers(summary, "levels")).as(file).isEqualTo(outcome.levels());
    assertThat(Ended.codes(summary)).as(file).isEqualTo(outcome.codes());
    assertThat(summary)
        .containsEntry(
            "status", outcome.rejects().isEmpty() ? "COMPLETED" : "COMPLETED_WITH_REJECTS");
  }

  /** The changes of a run in the order of their lines; those who are missing are in none. */
  private static List<ModelOutcome.Changed> inOrder(ModelOutcome outcome) {
    Stream<ModelOutcome.Changed> ofMissing =
        Stream.concat(
                outcome.removed().stream()
                    .map(user -> new ModelOutcome.Changed(0, user, null, null)),
                outcome.retired().stream())
            .sorted((a, b) -> byName(a.before(), b.before()));
    return Stream.concat(ofMissing, outcome.changes().stream()).toList();
  }

  private static int byName(@Nullable ModelUser a, @Nullable ModelUser b) {
    return Arrays.compareUnsigned(utf8(Objects.requireNonNull(a)), utf8(Objects.requireNonNull(b)));
  }

  /** A change as the ledger has it. */
  static String row(ModelOutcome.Changed change) {
    ModelUser before = change.before();
    ModelUser after = change.after();
    return Database.row(
        change.line(),
        change.kind(),
        (before == null ? Objects.requireNonNull(after) : before).username(),
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

  /** The ids of all users, by their names. */
  Map<String, Long> ids() {
    Map<String, Long> ids = new HashMap<>();
    for (String row : workspace.database().rows("select username, id from users")) {
      int comma = row.lastIndexOf(", ");
      ids.put(row.substring(0, comma), Long.parseLong(row.substring(comma + 2)));
    }
    return ids;
  }

  /** Who stays keeps the id, whatever comes and goes round it. */
  void onIds(Map<String, Long> before) {
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

  /** What no job maps is nowhere: not in the database, nor in what was said or written. */
  void onSecrets(Ended ended) {
    assertThat(ended.said()).doesNotContain(ModelCase.SECRET).doesNotContain(ModelCase.HUSH);
    try (Stream<Path> files = Files.list(workspace.path(""))) {
      for (Path file : files.filter(path -> !path.toString().endsWith(".csv")).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(ModelCase.SECRET);
      }
      for (String rejectFile : workspace.namesEndingIn(".rejects.csv")) {
        assertThat(workspace.read(rejectFile))
            .doesNotContain(ModelCase.SECRET)
            .doesNotContain(ModelCase.HUSH);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(ModelUser user) {
    return user.username().getBytes(StandardCharsets.UTF_8);
  }
}
