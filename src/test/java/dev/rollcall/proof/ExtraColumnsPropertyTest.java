package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Made-up files of users with extra columns, imported and mirrored one after the other, against the
 * plainest model of what they mean; and undone again, from the last to the first.
 */
class ExtraColumnsPropertyTest {

  private static final int CASES = 12;
  private static final int FILES = 4;
  private static final int NAMES = 9;

  private static final String[] LEVELS = {"", "3", "7", "+1"};
  private static final String[] NICKS = {"", "", "\\N", "a", " b ", "é\"\"q", "x\\ny", "two words"};
  private static final String[] SCORES = {"", "\\N", "5", "-7", "123456789012345678", "x"};
  private static final String[] MISSING = {
    "delete", "{ level: 0 }", "{ set: { score: 0 } }", "{ level: 0, set: { nick: gone } }"
  };

  @TempDir Path folder;

  /** A user, as far as the model knows one. */
  private record Known(long level, @Nullable String nick, @Nullable Long score) {
    String row(String name) {
      return Database.row(name, level, nick, score);
    }
  }

  private record Retired(Known before, Known after) {}

  @ParameterizedTest
  @EnumSource
  void usersAreAsTheModelSaysAndAnUndoPutsThemBack(DatabaseKind kind) {
    Seeds.each(kind.cases(CASES), random -> check(kind, random));
  }

  private void check(DatabaseKind kind, Random random) {
    Workspace workspace = kind.empty(newFolder());
    assertThat(workspace.run("schema", "add-column", "nick", "text").exitCode()).isZero();
    assertThat(workspace.run("schema", "add-column", "score", "integer").exitCode()).isZero();
    Map<String, Known> model = new TreeMap<>();
    Map<String, Retired> retired = new HashMap<>();
    List<List<String>> states = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      states.add(workspace.database().rows("select * from users order by id"));
      boolean mirror = !model.isEmpty() && random.nextBoolean();
      String missing = any(random, MISSING);
      List<String[]> rows = rows(random);
      apply(rows, model, retired, mirror && !missing.equals("delete"), mirror ? missing : null);
      Ended ended = run(workspace, rows, mirror ? missing : null, random);
      assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
      assertThat(
              workspace
                  .database()
                  .rows("select username, level, nick, score from users order by username"))
          .as("%s after %s", ended.said(), workspace.read("in.csv"))
          .containsExactlyElementsOf(
              model.entrySet().stream().map(each -> each.getValue().row(each.getKey())).toList());
    }
    for (int i = FILES; i > 0; i--) {
      Ended undone = workspace.run("runs", "undo", Integer.toString(i));
      assertThat(undone.exitCode()).as(undone.said()).isZero();
      assertThat(workspace.database().rows("select * from users order by id"))
          .as("after the undo of run %s", i)
          .isEqualTo(states.get(i - 1));
    }
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(folder, "case");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String any(Random random, String[] words) {
    return words[random.nextInt(words.length)];
  }

  /** Name, level, nick, score, action. */
  private static List<String[]> rows(Random random) {
    List<String[]> rows = new ArrayList<>();
    int number = 1 + random.nextInt(14);
    for (int i = 0; i < number; i++) {
      rows.add(
          new String[] {
            "user" + random.nextInt(NAMES),
            any(random, LEVELS),
            any(random, NICKS),
            any(random, SCORES),
            random.nextInt(8) == 0 ? "delete" : ""
          });
    }
    // A run whose every row is rejected is another matter.
    rows.add(new String[] {"user0", "", "a", "5", ""});
    return rows;
  }

  private Ended run(
      Workspace workspace, List<String[]> rows, @Nullable String missing, Random random) {
    StringBuilder text = new StringBuilder("username,level,Nick,Score,action\n");
    for (String[] row : rows) {
      text.append(String.join(",", row[0], row[1], "\"" + row[2] + "\"", row[3], row[4]))
          .append('\n');
    }
    workspace.write("in.csv", text.toString());
    workspace.write(
        "in.yaml",
        """
        import:
          from: %s
          extra: { nick: Nick, score: Score }
          %s
        rejects: { limit: 100%% }
        guard: { delete: 100%% }
        chunk: %s
        """
            .formatted(
                workspace.path("in.csv"),
                missing == null ? "" : "mode: mirror\n  missing: " + missing,
                1 + random.nextInt(12)));
    return workspace.runJob("in.yaml", "--again");
  }

  private static void apply(
      List<String[]> rows,
      Map<String, Known> model,
      Map<String, Retired> retired,
      boolean retires,
      @Nullable String missing) {
    Set<String> named = new HashSet<>();
    Map<String, Retired> before = retires ? new HashMap<>(retired) : new HashMap<>();
    for (String[] row : rows) {
      named.add(row[0]);
      if (!row[3].equals("x")) {
        apply(row, model, before);
      }
    }
    if (missing == null) {
      return;
    }
    if (retires) {
      retired.keySet().removeAll(named);
    }
    for (String name : new ArrayList<>(model.keySet())) {
      if (!named.contains(name)) {
        Known user = Objects.requireNonNull(model.get(name));
        if (!retires) {
          model.remove(name);
          continue;
        }
        Known after =
            new Known(
                missing.contains("level: 0") ? 0 : user.level(),
                missing.contains("nick: gone") ? "gone" : user.nick(),
                missing.contains("score: 0") ? (Long) 0L : user.score());
        if (!after.equals(user)) {
          model.put(name, after);
          retired.put(name, new Retired(user, after));
        }
      }
    }
  }

  private static void apply(String[] row, Map<String, Known> model, Map<String, Retired> retired) {
    Known user = model.get(row[0]);
    if (row[4].equals("delete")) {
      model.remove(row[0]);
      retired.remove(row[0]);
      return;
    }
    Retired gone = retired.remove(row[0]);
    Known base = user == null ? new Known(1, null, null) : user;
    if (user != null && gone != null) {
      base = back(user, gone);
    }
    long level =
        switch (row[1]) {
          case "" -> base.level();
          case "+1" -> base.level() + 1;
          default -> Long.parseLong(row[1]);
        };
    String nick = row[2].strip().replace("\"\"", "\"");
    model.put(
        row[0],
        new Known(
            level,
            nick.isEmpty() ? base.nick() : nick.equals("\\N") ? null : nick,
            row[3].isEmpty() ? base.score() : row[3].equals("\\N") ? null : Long.valueOf(row[3])));
  }

  private static Known back(Known user, Retired gone) {
    return new Known(
        user.level() == gone.after().level() ? gone.before().level() : user.level(),
        Objects.equals(user.nick(), gone.after().nick()) ? gone.before().nick() : user.nick(),
        Objects.equals(user.score(), gone.after().score()) ? gone.before().score() : user.score());
  }
}
