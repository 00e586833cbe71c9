package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A table says everything that must be said, however narrow its window is. */
class TextTableTest {

  private static final List<String> STATUSES =
      List.of("done", "rejects", "refused", "COMPLETED_WITH_REJECTS", "2026-11-29 06:07");

  private static final List<String> HEADINGS =
      List.of("run", "settled_by_run", "level_before", "started (UTC)", "a".repeat(30), "Größe");

  private static final List<String> TEXTS =
      List.of(
          "",
          "joan",
          "data/users-2.csv",
          "李雷 🙂".repeat(20),
          "why not ".repeat(30),
          "x".repeat(90));

  @Test
  void everyNumberAndStatusIsWholeInAnyWindow() {
    long seed = new Random().nextInt(1 << 30);
    System.out.println("TextTableTest with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      checkRandomTable(random, "table " + i + " of seed " + seed);
    }
  }

  private static void checkRandomTable(Random random, String name) {
    TextTable table = new TextTable();
    int columns = 1 + random.nextInt(9);
    int[] kinds = random.ints(columns, 0, 4).toArray();
    for (int kind : kinds) {
      String heading = HEADINGS.get(random.nextInt(HEADINGS.size()));
      switch (kind) {
        case 0 -> table.figures(heading);
        case 1 -> table.words(heading);
        case 2 -> table.text(heading, 1 + random.nextInt(24));
        default -> table.path(heading, 1 + random.nextInt(24));
      }
    }
    List<String> whole = new ArrayList<>();
    int rows = 1 + random.nextInt(4);
    for (int row = 0; row < rows; row++) {
      String[] cells = new String[columns];
      for (int i = 0; i < columns; i++) {
        cells[i] =
            switch (kinds[i]) {
              case 0 -> random.nextInt(4) == 0 ? "" : Long.toString(random.nextLong());
              case 1 -> STATUSES.get(random.nextInt(STATUSES.size()));
              default -> TEXTS.get(random.nextInt(TEXTS.size()));
            };
        if (kinds[i] < 2) {
          whole.add(cells[i]);
        }
      }
      table.add(cells);
    }
    int window = 40 + random.nextInt(140);
    List<String> lines = table.lines(window).stream().map(ShownLine::text).toList();
    assertThat(lines)
        .as("%s at %d columns:%n%s", name, window, String.join("\n", lines))
        .allMatch(line -> Width.columns(line) <= window);
    String all = String.join("\n", lines);
    assertThat(whole).as("%s at %d columns:%n%s", name, window, all).allMatch(all::contains);
    assertThat(lines).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void aColumnWithNothingInItIsLeftOut() {
    TextTable table = new TextTable().figures("run").words("status").text("reason", 8);
    assertThat(texts(table, 80)).containsExactly("run  status  reason");
    table.add("1", "done", "");
    assertThat(texts(table, 80)).containsExactly("run  status", "  1  done");
  }

  @Test
  void headingsAreWrappedBeforeTextsAreCut() {
    TextTable table = new TextTable().figures("level_before").figures("run").text("input", 4);
    table.add("3", "17", "users.csv");
    assertThat(texts(table, 40))
        .containsExactly("level_before  run  input", "           3   17  users.csv");
    assertThat(texts(table, 22))
        .containsExactly("level_", "before  run  input", "     3   17  users.csv");
    assertThat(texts(table, 18))
        .containsExactly("level_", "before  run  input", "     3   17  user…");
  }

  @Test
  void whatHasNoRoomBecomesABlockForEachRow() {
    TextTable table = new TextTable().figures("run").words("status").words("finished");
    table.add("1", "already done", "");
    table.add("2", "refused", "2026-11-29 06:07");
    assertThat(texts(table, 30))
        .containsExactly(
            "run       1",
            "status    already done",
            "",
            "run       2",
            "status    refused",
            "finished  2026-11-29 06:07");
  }

  @Test
  void aPathKeepsItsEnd() {
    TextTable table = new TextTable().path("input", 8);
    table.add("inbox/2026/users-2.csv");
    assertThat(texts(table, 12)).containsExactly("input", "…users-2.csv");
  }

  private static List<String> texts(TextTable table, int window) {
    return table.lines(window).stream().map(ShownLine::text).toList();
  }
}
