package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An inbox to which files are delivered while commands take them, one or two at a time, that are
 * killed at any moment. At last every content must have come to what its sender knows. {@code
 * -Drollcall.inbox.kills=300} goes on until so many commands were killed.
 */
class InboxKillsTest {

  private static final int KILLS = Integer.getInteger("rollcall.inbox.kills", 2);
  private static final int KILLED = 128 + 9;
  private static final int ROUNDS = 6;
  private static final int MOST_STEPS = 6;
  private static final int LONGEST_MILLIS = 400;
  private static final long PATIENCE_MILLIS = 20_000;
  private static final List<String> READY = List.of("rename", "marker .done", "settle 1s");
  private static final Path REPORT = Path.of("target", "inbox.md");

  @TempDir Path folder;
  private final Map<String, Integer> figures = new TreeMap<>();
  private int histories;
  private int kills;

  @Test
  void nothingIsLostNorImportedTwiceNorOutOfTurn() throws IOException {
    long started = System.nanoTime();
    while (kills < KILLS) {
      Seeds.each(1, this::history);
      Files.createDirectories(REPORT.getParent());
      Files.writeString(REPORT, text((System.nanoTime() - started) / 1e9));
    }
    System.out.println(Files.readString(REPORT));
  }

  private String text(double seconds) {
    StringBuilder text = new StringBuilder("| what | how often |\n|---|---|\n");
    figures.forEach(
        (what, count) -> text.append(String.format(Locale.ROOT, "| %s | %,d |%n", what, count)));
    return text.append(
            String.format(
                Locale.ROOT,
                "%n%,d histories, %,d kills: 0 lost, 0 twice, 0 out of turn, in %,.0f s%n",
                histories,
                kills,
                seconds))
        .toString();
  }

  private void history(Random random) throws IOException {
    Path home = Files.createDirectory(folder.resolve("history-" + ++histories));
    Workspace workspace = new Workspace(home);
    String ready = READY.get(random.nextInt(READY.size()));
    workspace.write(
        "hr.yaml",
        """
        import:
          name: hr
          inbox: { folder: '%s', match: 'users-*.csv', ready: %s }
        levels: { max: 1000000 }
        chunk: %d
        to: '%s'
        """
            .formatted(home.resolve("in"), ready, 1 + random.nextInt(3), home.resolve("users.db")));
    Files.createDirectory(home.resolve("in"));
    Files.createDirectory(home.resolve("side"));
    InboxSender sender = new InboxSender(home.resolve("in"), home.resolve("side"), ready, random);
    workspace.write("base.csv", "username,level\nsomebody,100\n");
    assertThat(workspace.importFile("base.csv", "--job", "base").exitCode()).isZero();
    count("histories, " + ready);
    for (int round = 0; round < ROUNDS && kills < KILLS; round++) {
      round(workspace, sender, random);
    }
    finish(workspace, sender);
    new InboxJudge(workspace, sender.contents()).judge();
  }

  private void count(String what) {
    figures.merge(what, 1, Integer::sum);
  }

  /** Delivers while one or two commands are at work, then kills them. */
  private void round(Workspace workspace, InboxSender sender, Random random) throws IOException {
    deliver(sender, random.nextInt(MOST_STEPS));
    try (ChildProgram first = start(workspace);
        ChildProgram second = random.nextInt(3) == 0 ? start(workspace) : null) {
      BooleanSupplier moment = moment(workspace, random);
      long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      boolean delivers = true;
      while (first.isAlive() && !moment.getAsBoolean() && System.nanoTime() < until) {
        if (delivers) {
          deliver(sender, 1);
          delivers = random.nextInt(3) > 0;
        } else {
          Waiting.pause(1);
        }
      }
      Waiting.pause(random.nextBoolean() ? 0 : random.nextInt(LONGEST_MILLIS));
      ended(first, first.kill());
      if (second != null) {
        count("two commands at once");
        ended(second, random.nextBoolean() ? second.kill() : second.killAfter(PATIENCE_MILLIS));
      }
    }
    count(left(workspace));
    if (random.nextBoolean()) {
      // Until then nothing may be taken.
      decide(workspace, sender);
    }
    if (random.nextBoolean()) {
      // What is done already, others must not make news.
      String level = Integer.toString(1 + random.nextInt(50));
      Ended ended = workspace.run("users", "set-level", "somebody", level);
      assertThat(ended.exitCode()).as(ended.said()).isZero();
    }
  }

  private void deliver(InboxSender sender, int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      count(sender.step());
    }
  }

  private static ChildProgram start(Workspace workspace) {
    return workspace.start("run", "hr.yaml", "--no-progress");
  }

  private void ended(ChildProgram program, int exitCode) {
    String said = program.errSoFar();
    assertThat(exitCode).as(said).isIn(0, 1, 3, 4, 5, KILLED);
    assertThat(said)
        .doesNotContain("INTERNAL", "INBOX_UNUSABLE", "LEDGER_DAMAGED", "DELIVERED_TWICE");
    if (exitCode == KILLED) {
      kills++;
    }
    count(
        exitCode == KILLED ? "commands that were killed" : "commands that ended with " + exitCode);
  }

  /** When to kill: at once when something of a claim is seen, as short as that may be. */
  private static BooleanSupplier moment(Workspace workspace, Random random) {
    Path in = workspace.path("in");
    int kind = random.nextInt(5);
    List<Path> before = claims(in);
    String newest = "select max(id) from rollcall_runs";
    long runs = workspace.database().glimpse(newest);
    return () -> {
      List<Path> now = claims(in);
      Path claim = now.isEmpty() ? null : now.get(now.size() - 1);
      return switch (kind) {
        case 0 -> claim != null && !before.contains(claim);
        case 1 -> claim != null && namesEndingIn(claim, ".csv") > 0;
        case 2 -> claim != null && namesEndingIn(claim, "rollcall.summary.json") > 0;
        case 3 -> Files.isDirectory(in.resolve("done")) && !claims(in).equals(before);
        default -> workspace.database().glimpse(newest) > runs;
      };
    };
  }

  private static List<Path> claims(Path in) {
    Path ours = in.resolve(".rollcall/hr");
    if (!Files.isDirectory(ours)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(ours)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int namesEndingIn(Path claim, String ending) {
    try (Stream<Path> files = Files.list(claim)) {
      return (int) files.filter(file -> file.toString().endsWith(ending)).count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Where the kill has hit. */
  private static String left(Workspace workspace) {
    List<Path> claims = claims(workspace.path("in"));
    if (claims.isEmpty()) {
      return "left: nothing taken";
    }
    Path claim = claims.get(0);
    if (namesEndingIn(claim, ".csv") == 0) {
      return "left: half taken";
    }
    if (namesEndingIn(claim, "rollcall.summary.json") > 0) {
      return "left: imported, with its summary, not moved";
    }
    Database copy = workspace.database().copy(workspace.path("copy.db"));
    String id = "delivery " + claim.getFileName();
    boolean noted =
        copy.number("select count(*) from rollcall_deliveries where path = '" + id + "'") > 0;
    long open = copy.number("select count(*) from rollcall_runs where status = 'STARTED'");
    return noted
        ? "left: imported, not moved"
        : open > 0 ? "left: at work" : "left: taken, not begun";
  }

  private boolean decide(Workspace workspace, InboxSender sender) throws IOException {
    String decided = sender.decide(workspace.path("in/failed"));
    if (decided == null) {
      return false;
    }
    count(decided);
    return true;
  }

  /** Without kills, until there is nothing more to do. */
  private void finish(Workspace workspace, InboxSender sender) throws IOException {
    List<Integer> codes = new ArrayList<>();
    Ended ended;
    do {
      ended = workspace.runJob("hr.yaml");
      codes.add(ended.exitCode());
      assertThat(ended.exitCode()).as(codes + ended.said()).isIn(0, 1, 3, 4);
      assertThat(codes).as(ended.said()).hasSizeLessThan(1_000);
    } while (decide(workspace, sender) || !ended.summaries().isEmpty());
  }
}
