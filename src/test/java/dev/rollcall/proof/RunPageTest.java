package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run, as a real browser shows it. */
class RunPageTest {

  private static final int WIDE = 1100;
  private static final int PHONE = 400;
  private static final int NARROW = 360;

  /** A4, in the pixels of a printed page. */
  private static final int PAPER = 794;

  @RegisterExtension static final ShownPage page = new ShownPage();

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void theRowsAreDrawnInTheirShares() {
    deliver(100);
    workspace.write(
        "more.csv",
        "username,level,action\n"
            + rows(0, 40, ",7,")
            + rows(40, 70, ",1,")
            + rows(70, 90, ",,delete")
            + rows(100, 105, ",1,")
            + rows(105, 110, ",x,"));
    assertThat(workspace.importFile("more.csv").exitCode()).isEqualTo(3);
    show(2, WIDE, false);
    for (String part :
        List.of("created:5", "updated:40", "unchanged:30", "deleted:20", "rejected:5")) {
      String name = part.split(":", -1)[0];
      int count = Integer.parseInt(part.split(":", -1)[1]);
      assertThat(page.number("document.querySelector('.parts ." + name + " b').textContent"))
          .isEqualTo(count);
      double share =
          page.number(
              "document.querySelector('#outcome-chart ."
                  + name
                  + "').getBoundingClientRect().width"
                  + " / document.querySelector('#outcome-chart').getBoundingClientRect().width");
      assertThat(share).as(name).isCloseTo(count / 100.0, within(0.004));
    }
    assertThat(page.text("document.querySelector('.sum').textContent"))
        .contains("Adds up: 100 read");
    assertThat(page.text("document.querySelector('h3').innerText"))
        .containsPattern("LEVEL_NOT_A_NUMBER\\s+5 · 100.0 %");
    assertThat(page.text("document.querySelector('.advice').innerText")).startsWith("Correct it");
    assertThat(page.number("document.querySelectorAll('.rows.cards tbody tr').length"))
        .isEqualTo(5);
    assertThat(page.text("document.querySelector('#changes').parentElement.innerText"))
        .contains("user0", "level 1 → 7");
    assertThat(page.text("document.querySelector('.next').textContent"))
        .contains("rollcall retry 2 --db ")
        .contains("rollcall runs undo 2 --db ");
  }

  /** Paths break behind a slash; a sentence is read from the left, whatever name it begins with. */
  @Test
  void longPathsWrapAndNamesAreReadInTheirDirection() {
    String path = "some/<b>/folder/with/a/long/name/and/another/one/users.csv";
    workspace.write(path, "username,level\nמשה,1\nada,1\n");
    workspace.importFile(path);
    workspace.write("more.csv", "username,level\nמשה,2\n<script>,2\nada,many\n");
    workspace.importFile("more.csv");
    workspace.run("users", "set-level", "משה", "7");
    workspace.run("runs", "undo", "2");
    show(1, PHONE, false);
    String input = "[...document.querySelectorAll('.facts bdi')].find(e => e.innerText.includes";
    assertThat(page.text(input + "('users.csv')).innerHTML"))
        .contains("some/<wbr>&lt;b&gt;/<wbr>folder/<wbr>");
    assertThat(page.text(input + "('users.csv')).textContent")).endsWith(path);
    assertThat(page.text("document.querySelector('.next code').textContent"))
        .contains(" --db " + workspace.database().path());
    show(4, WIDE, false);
    String cell = "getComputedStyle(document.querySelector('#rejects ~ .scroll ";
    assertThat(page.text("document.querySelector('.why').innerText")).startsWith("\"משה\" ");
    assertThat(page.text(cell + ".why bdi')).direction")).isEqualTo("ltr");
    assertThat(page.text(cell + "td[data-head=username] bdi')).direction")).isEqualTo("rtl");
  }

  @Test
  void thePaceIsDrawnToScale() {
    deliver(10);
    workspace.database().execute("delete from rollcall_pace");
    List<List<Object>> paces = new ArrayList<>();
    paces.add(List.of(1, 1_000_000, 0));
    for (int i = 1; i <= 8; i++) {
      // The second half a restart later.
      paces.add(List.of(1, 1_000_000 + i * 100 + (i > 4 ? 60_000 : 0), i * 100));
      if (i == 4) {
        paces.add(List.of(1, 1_060_400, 0));
      }
    }
    workspace.database().executeMany("insert into rollcall_pace values (?, ?, ?)", paces);
    show(1, WIDE, true);
    assertThat(page.number("document.querySelectorAll('#pace-chart td').length")).isEqualTo(8);
    for (int i = 1; i <= 8; i++) {
      double height =
          page.number(
              "document.querySelectorAll('#pace-chart td')["
                  + (i - 1)
                  + "].getBoundingClientRect().height"
                  + " / document.querySelector('#pace-chart tbody').getBoundingClientRect().height");
      // The quickest wrote 800 rows in a tenth of a second, and 8,000 is a round number.
      assertThat(height).as("slice %d", i).isCloseTo(i / 8.0, within(0.02));
    }
    assertThat(page.text("document.querySelector('.ticks').innerText")).startsWith("8.0k");
    assertThat(page.text("document.querySelector('.pace').parentElement.innerText"))
        .contains("4,500 a second on average", "8,000 at its fastest", "between restarts");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itCanBeReadInLightAndDarkOnATelephone(boolean dark) {
    deliver(120);
    workspace.write(
        "more.csv",
        "username,level,action,reason\n"
            + rows(0, 60, ",7,,")
            + rows(60, 70, ",0,,")
            + "nobody-"
            + "x".repeat(43)
            + ",5,update,"
            + "y".repeat(400)
            + "\n"
            + rows(80, 84, ",many,,"));
    workspace.importFile("more.csv");
    show(2, NARROW, dark);
    page.assertFits(NARROW);
    assertThat(page.complaints()).isEmpty();
    assertThat(page.brightness() > 0.5).isEqualTo(!dark);
    for (String selector :
        List.of(
            ".status",
            "h1",
            ".facts dt",
            ".share",
            ".heat td.raised",
            ".heat td.lowered",
            ".heat th",
            ".why",
            ".fine",
            ".next code",
            "footer p")) {
      assertThat(page.contrast(selector)).as("contrast of %s", selector).isGreaterThan(4.5);
    }
  }

  @Test
  void printedItIsDarkOnWhiteAndFitsThePaper() {
    deliver(100);
    workspace.write("more.csv", "username,level\n" + rows(0, 60, ",7") + rows(60, 70, ",many"));
    workspace.importFile("more.csv");
    show(2, PAPER, true);
    page.print(true);
    assertThat(page.brightness()).isEqualTo(1);
    assertThat(page.contrast("h1")).isGreaterThan(10);
    assertThat(page.contrast(".heat td.raised")).isGreaterThan(4.5);
    assertThat(page.text("getComputedStyle(document.querySelector('.heat td')).printColorAdjust"))
        .isEqualTo("exact");
    assertThat(
            page.number(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isZero();
  }

  @Test
  void itSaysSoWhereThereIsNothingToShow() {
    deliver(3);
    show(1, WIDE, false);
    assertThat(page.text("document.querySelector('main').innerText"))
        .contains("No level of a user moved.", "No row was rejected.")
        .doesNotContain("for a chart");
    workspace.write("bad.csv", "username,level\nada,1\n\"bob,2\n");
    assertThat(workspace.importFile("bad.csv").exitCode()).isEqualTo(1);
    show(2, WIDE, false);
    assertThat(page.text("document.querySelector('header').innerText"))
        .contains("failed", "bad.csv:3");
    assertThat(page.text("document.querySelector('main').innerText"))
        .contains("No row was applied.")
        .doesNotContain("Adds up");
    assertThat(page.text("document.querySelector('.next').innerText")).contains("Fix the cause");
    workspace.write("worse.csv", "username,level\nada,x\n");
    assertThat(workspace.importFile("worse.csv", "--max-rejects", "0").exitCode()).isEqualTo(4);
    show(3, WIDE, false);
    assertThat(page.text("document.querySelector('header').innerText")).contains("refused");
    workspace.run("runs", "undo", "1");
    show(4, WIDE, false);
    assertThat(page.text("document.body.innerText")).contains("Undoes", "rollcall runs undo 4");
    assertThat(page.text("document.querySelector('.job').innerText")).isEqualTo("undoes run 1");
    show(1, WIDE, false);
    assertThat(page.text("document.querySelector('.next').innerText"))
        .contains("Run 4 undid this run");
  }

  @Test
  void anUndoneRunSaysSoOnceAndWhyItHadBeenRefused() {
    workspace.write("bad.csv", "username,level\nada,x\n");
    assertThat(workspace.importFile("bad.csv", "--max-rejects", "0").exitCode()).isEqualTo(4);
    assertThat(workspace.run("runs", "undo", "1").exitCode()).isZero();
    show(1, WIDE, false);
    assertThat(page.text("document.querySelector('header').innerText"))
        .contains("the limit is 0")
        .containsOnlyOnce("undone by run 2");
    assertThat(page.text("document.querySelector('.next').innerText"))
        .contains("which had changed no user")
        .doesNotContain("runs undo");
    // An undo of the undo makes no rows of it, and it stays closed.
    assertThat(workspace.run("runs", "undo", "2").exitCode()).isZero();
    show(1, WIDE, false);
    assertThat(page.text("document.body.innerText"))
        .contains("abandoned", "it was undone")
        .doesNotContain("undone by run");
  }

  @Test
  void aChangeByHandHasNoInput() {
    assertThat(workspace.run("users", "add", "ada").exitCode()).isZero();
    show(1, WIDE, false);
    assertThat(page.text("document.querySelector('.facts').innerText"))
        .contains("Database", "Run by")
        .doesNotContain("Input");
  }

  private void deliver(int users) {
    workspace.write("users.csv", "username,level,action\n" + rows(0, users, ",1,"));
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
  }

  private static String rows(int from, int to, String rest) {
    StringBuilder rows = new StringBuilder();
    for (int user = from; user < to; user++) {
      rows.append("user").append(user).append(rest).append('\n');
    }
    return rows.toString();
  }

  private void show(int run, int width, boolean dark) {
    page.open(workspace.pageOf(run), width, dark);
  }
}
