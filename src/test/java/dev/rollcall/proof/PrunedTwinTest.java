package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two databases with one past, of which one is pruned now and then: what is done already, refused,
 * continued or new is the same in both, but for undoing and retrying what was pruned.
 */
class PrunedTwinTest {

  private static final int CASES = Integer.getInteger("rollcall.prune.twins", 4);
  private static final int STEPS = Integer.getInteger("rollcall.prune.steps", 20);

  /** Finds one file, and passes over what came last from its path. */
  private static final String GLOB = ".cs?";

  /** Between two prunings. */
  private static final int ERA = 6;

  private static final List<String> CONTENTS =
      List.of(
          "username,level,action\nann,1,\nbob,2,\n",
          "username,level,action\nann,+1,\nbob,bad,\n",
          "username,level,action\nann,5,\nbob,,delete\ncyd,bad,\n",
          "username,level,action\nann,+1,\ndan,3,\nzoe,1,update\n",
          "username,level,action\nann,+2,\neve,2,\nzoe,4,update\n");

  @TempDir Path folder;
  private int made;

  @Test
  void pruningChangesNoAnswer() {
    Seeds.each(CASES, this::compare);
  }

  private record Twins(Workspace whole, Workspace pruned, Random random) {}

  private void compare(Random random) throws IOException {
    Path home = Files.createDirectory(folder.resolve("case" + ++made));
    Twins twins =
        new Twins(
            new Workspace(Files.createDirectory(home.resolve("whole"))),
            new Workspace(Files.createDirectory(home.resolve("pruned"))),
            random);
    List<String> past = new ArrayList<>();
    step(twins, past, List.of("import", "a.csv"));
    for (int i = 1; i < STEPS; i++) {
      if (i % ERA == 0) {
        PruneTest.age(twins.whole.database());
        PruneTest.age(twins.pruned.database());
        String older = random.nextInt(1 + i / 3) + "d";
        past.add("prune " + older);
        Ended ended = twins.pruned.run("runs", "prune", "--older", older);
        assertThat(ended.exitCode()).as(past + ended.said()).isZero();
      }
      step(twins, past, command(twins));
    }
  }

  private static List<String> command(Twins twins) {
    Random random = twins.random;
    String run = Long.toString(1 + random.nextLong(runs(twins.whole)));
    return switch (random.nextInt(10)) {
      case 0 -> List.of("runs", "undo", run);
      case 1 -> List.of("retry", run);
      case 2 -> List.of("import", "users.db.run-" + run + ".rejects.csv");
      case 3 -> List.of("users", "set-level", "ann", "+1");
      default -> {
        List<String> words = new ArrayList<>(List.of("import", random.nextBoolean() ? "a" : "b"));
        words.set(1, words.get(1) + (random.nextInt(4) == 0 ? GLOB : ".csv"));
        if (random.nextInt(3) == 0) {
          words.addAll(List.of("--job", "other"));
        }
        if (random.nextInt(8) == 0) {
          words.add("--again");
        }
        if (random.nextInt(3) == 0) {
          words.addAll(List.of("--max-rejects", "0", "--chunk", "1"));
        }
        yield words;
      }
    };
  }

  private static long runs(Workspace workspace) {
    return workspace.database().number("select count(*) from rollcall_runs");
  }

  private static void step(Twins twins, List<String> past, List<String> command) {
    // Often what comes last: that is where new, done, refused and continued differ.
    int which = (int) (CONTENTS.size() * Math.sqrt(twins.random.nextDouble()));
    String content = CONTENTS.get(which);
    String fixed = twins.random.nextBoolean() ? ",+1," : ",7,";
    past.add(command + (command.get(0).equals("import") ? content.replace('\n', ' ') : fixed));
    List<String> before =
        Files.exists(twins.pruned.database().path()) ? users(twins.pruned) : List.of();
    Ended pruned = run(twins.pruned, command, content, fixed);
    String doing = past + " " + pruned.said();
    if (pruned.err().contains("pruned at")) {
      assertThat(pruned.exitCode()).as(doing).isEqualTo(4);
      assertThat(users(twins.pruned)).as(doing).isEqualTo(before);
      assertThat(command.get(0)).as(doing).isIn("runs", "retry", "import");
      return;
    }
    Ended whole = run(twins.whole, command, content, fixed);
    String both = doing + whole.said();
    assertThat(pruned.exitCode()).as(both).isEqualTo(whole.exitCode());
    assertThat(answer(pruned)).as(both).isEqualTo(answer(whole));
    assertThat(users(twins.pruned)).as(both).isEqualTo(users(twins.whole));
    String ledger =
        "select id, job, kind, of_run, status, rows_read, created, updated, unchanged, deleted,"
            + " rejected, relative, changes_after, changes_until, code from rollcall_runs";
    assertThat(twins.pruned.database().rows(ledger))
        .as(both)
        .isEqualTo(twins.whole.database().rows(ledger));
  }

  private static List<String> users(Workspace workspace) {
    return workspace.database().everything();
  }

  private static List<Object> answer(Ended ended) {
    List<Object> answer = new ArrayList<>();
    ended
        .summaries()
        .forEach(
            summary -> {
              answer.add(String.valueOf(summary.get("status")));
              answer.add(String.valueOf(summary.get("run")));
              answer.add(String.valueOf(summary.get("code")));
              answer.add(String.valueOf(summary.get("counts")));
            });
    return answer;
  }

  private static Ended run(Workspace here, List<String> command, String content, String fixed) {
    if (!command.get(0).equals("import")) {
      if (command.get(0).equals("retry")) {
        fix(here, "users.db.run-" + command.get(1) + ".rejects.csv", fixed);
      }
      return here.run(command.toArray(String[]::new));
    }
    String file = command.get(1);
    if (file.contains("rejects")) {
      fix(here, file, fixed);
    } else {
      here.write(file.replace(GLOB, ".csv"), content);
    }
    return here.importFile(file, command.subList(2, command.size()).toArray(String[]::new));
  }

  private static void fix(Workspace here, String file, String fixed) {
    if (Files.exists(here.path(file))) {
      here.write(file, here.read(file).replace(",bad,", fixed).replace("1,update", "1,"));
    }
  }
}
