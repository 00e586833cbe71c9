package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a run, as a real browser shows it. */
class RunPageTest {

  private static final int WIDE = 1100;
  private static final int NARROW = 360;

  /** A4, in the pixels of a printed page. */
  private static final int PAPER = 794;

  private static final String HOSTILE = "<script>document.title='ran'</script>";
  private static final String IMAGE = "<img src=https://example.com/x.png onerror=alert(1)>";

  @TempDir static Path profile;
  private static Chromium chromium;

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeAll
  static void startChromium() throws IOException {
    Path program = Chromium.installed();
    String reason = "RunPageTest is skipped: no Chromium is installed";
    if (program == null) {
      System.out.println(reason);
    }
    assumeTrue(program != null, reason);
    chromium = Chromium.start(program, profile);
  }

  @AfterAll
  static void endChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void whatComesFromDataIsTextAndNothingElse() {
    String file = "<b>'users'&amp;.csv";
    workspace.write(
        file,
        "username,email,level,action,reason\n"
            + "ada,,1,,\n"
            + "\""
            + HOSTILE
            + "\",,many,,\""
            + IMAGE
            + "\"\n"
            + "\"\"\"><svg onload=alert(1)>\",</td></table>,1,,\n"
            + "{{title}},,-99,,'';!--\n");
    workspace.importFile(file, "--job", "</title><script>document.title='ran'</script>");
    show(1, WIDE, false);
    assertThat(chromium.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
    assertThat(chromium.complaints()).isEmpty();
    assertThat(number("document.scripts.length")).isZero();
    assertThat(number("document.querySelectorAll('img,svg,iframe,link,form,a,main b b').length"))
        .isZero();
    assertThat(text("document.title")).contains("</title><script>");
    assertThat(text("document.body.textContent"))
        .contains(HOSTILE, IMAGE, "\"><svg onload=alert(1)>", "</td></table>", "{{title}}", file);
  }

  @Test
  void aPolicyForbidsWhatThePageDoesNotHave() {
    deliver(10);
    show(1, WIDE, false);
    chromium.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
            + "'<img src=https://example.com/x.png><i style=\"color:red\" onclick=\"x=1\">i</i>');"
            + "var s=document.createElement('script');s.textContent='window.ran=1';"
            + "document.body.append(s);document.querySelector('i').click()");
    assertThat(text("typeof window.ran + typeof window.x")).isEqualTo("undefinedundefined");
    assertThat(number("document.images[0].naturalWidth")).isZero();
    assertThat(chromium.complaints()).hasSizeGreaterThan(2);
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
      assertThat(number("document.querySelector('.parts ." + name + " b').textContent"))
          .isEqualTo(count);
      double share =
          number(
              "document.querySelector('#outcome-chart ."
                  + name
                  + "').getBoundingClientRect().width"
                  + " / document.querySelector('#outcome-chart').getBoundingClientRect().width");
      assertThat(share).as(name).isCloseTo(count / 100.0, within(0.004));
    }
    assertThat(text("document.querySelector('.sum').textContent")).contains("Adds up: 100 read");
    assertThat(text("document.querySelector('#reject-chart').innerText"))
        .containsPattern("LEVEL_NOT_A_NUMBER\\s+5\\s+100.0 %");
    assertThat(number("document.querySelectorAll('.rows tbody tr').length")).isEqualTo(5);
    assertThat(text("document.querySelector('.next').textContent"))
        .contains("rollcall retry 2 --db ")
        .contains("rollcall runs undo 2 --db ");
  }

  @Test
  void everyMoveOfALevelIsInTheHeatMap() {
    long seed = new Random().nextInt(1 << 30);
    System.out.println("RunPageTest moves with seed " + seed);
    Random random = new Random(seed);
    StringBuilder before = new StringBuilder("username,level\n");
    StringBuilder after = new StringBuilder("username,level\n");
    for (int user = 0; user < 400; user++) {
      before.append("user").append(user).append(',').append(random.nextInt(9)).append('\n');
      after.append("user").append(user).append(',').append(random.nextInt(9)).append('\n');
    }
    workspace.write("before.csv", before.toString());
    workspace.write("after.csv", after.toString());
    workspace.importFile("before.csv");
    workspace.importFile("after.csv");
    show(2, WIDE, false);
    List<String> expected =
        workspace
            .database()
            .rows(
                "select level_before || ' ' || level_after || ' ' || count(*) from rollcall_changes"
                    + " where run_id = 2 and level_before <> level_after"
                    + " group by level_before, level_after order by 1");
    String shown =
        text(
            "[...document.querySelectorAll('#heat-map tbody tr')].flatMap(tr => [...tr.cells]"
                + ".map((td, i) => [tr.cells[0].innerText, document.querySelectorAll("
                + "'#heat-map thead tr > *')[i].innerText, td.innerText])"
                + ".filter((c, i) => i > 0 && c[2])).map(c => '\"' + c.join(' ') + '\"').sort().join('\\n')");
    assertThat(shown.lines().sorted().toList()).isEqualTo(expected.stream().sorted().toList());
  }

  @Test
  void manyLevelsShareRowsAndColumnsAndLoseNothing() {
    StringBuilder before = new StringBuilder("username,level\n");
    StringBuilder after = new StringBuilder("username,level\n");
    for (int user = 0; user <= 100; user++) {
      before.append("user").append(user).append(',').append(user).append('\n');
      after.append("user").append(user).append(',').append(100 - user).append('\n');
    }
    workspace.write("before.csv", before.toString());
    workspace.write("after.csv", after.toString());
    workspace.importFile("before.csv");
    workspace.importFile("after.csv");
    show(2, NARROW, false);
    assertThat(number("document.querySelectorAll('#heat-map thead th').length"))
        .isBetween(6.0, 12.0);
    assertThat(
            number(
                "[...document.querySelectorAll('#heat-map tbody td')]"
                    + ".reduce((sum, td) => sum + Number(td.innerText), 0)"))
        .isEqualTo(100);
    assertNothingOverflows();
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
    assertThat(number("document.querySelectorAll('#pace-chart td').length")).isEqualTo(8);
    for (int i = 1; i <= 8; i++) {
      double height =
          number(
              "document.querySelectorAll('#pace-chart td')["
                  + (i - 1)
                  + "].getBoundingClientRect().height"
                  + " / document.querySelector('#pace-chart tbody').getBoundingClientRect().height");
      // The quickest wrote 800 rows in a tenth of a second, and 8,000 is a round number.
      assertThat(height).as("slice %d", i).isCloseTo(i / 8.0, within(0.02));
    }
    assertThat(text("document.querySelector('.ticks').innerText")).startsWith("8.0k");
    assertThat(text("document.querySelector('.pace').parentElement.innerText"))
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
    assertNothingOverflows();
    assertThat(chromium.complaints()).isEmpty();
    String sky =
        text(BRIGHTNESS + "brightness(getComputedStyle(document.body).backgroundColor) > .5");
    assertThat(sky).isEqualTo(String.valueOf(!dark));
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
      assertThat(contrast(selector)).as("contrast of %s", selector).isGreaterThan(4.5);
    }
  }

  @Test
  void printedItIsDarkOnWhiteAndFitsThePaper() {
    deliver(100);
    workspace.write("more.csv", "username,level\n" + rows(0, 60, ",7") + rows(60, 70, ",many"));
    workspace.importFile("more.csv");
    show(2, PAPER, true);
    chromium.print(true);
    assertThat(text(BRIGHTNESS + "brightness(getComputedStyle(document.body).backgroundColor)"))
        .isEqualTo("1");
    assertThat(contrast("h1")).isGreaterThan(10);
    assertThat(contrast(".heat td.raised")).isGreaterThan(4.5);
    assertThat(text("getComputedStyle(document.querySelector('.heat td')).printColorAdjust"))
        .isEqualTo("exact");
    assertThat(
            number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isZero();
  }

  @Test
  void itSaysSoWhereThereIsNothingToShow() {
    deliver(3);
    show(1, WIDE, false);
    assertThat(text("document.querySelector('main').innerText"))
        .contains("No level of a user moved.", "No row was rejected.", "for a chart.");
    workspace.write("bad.csv", "username,level\nada,1\n\"bob,2\n");
    assertThat(workspace.importFile("bad.csv").exitCode()).isEqualTo(1);
    show(2, WIDE, false);
    assertThat(text("document.querySelector('header').innerText")).contains("failed", "bad.csv:3");
    assertThat(text("document.querySelector('.next').innerText")).contains("Mend the cause");
    workspace.write("worse.csv", "username,level\nada,x\n");
    assertThat(workspace.importFile("worse.csv", "--max-rejects", "0").exitCode()).isEqualTo(4);
    show(3, WIDE, false);
    assertThat(text("document.querySelector('header').innerText")).contains("refused");
    workspace.run("runs", "undo", "1");
    show(4, WIDE, false);
    assertThat(text("document.body.innerText")).contains("Takes back", "rollcall runs undo 4");
    show(1, WIDE, false);
    assertThat(text("document.querySelector('.next').innerText"))
        .contains("Run 4 took this run back");
  }

  private static final String BRIGHTNESS =
      "function pixel(color) { const c = document.createElement('canvas').getContext('2d');"
          + " c.fillStyle = color; c.fillRect(0, 0, 1, 1); return c.getImageData(0, 0, 1, 1).data; }"
          + " function brightness(color) { const [r, g, b] = [...pixel(color)].map(v => v / 255)"
          + ".map(v => v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4));"
          + " return .2126 * r + .7152 * g + .0722 * b; }";

  /** As the guidelines on accessible content reckon it; 4.5 is asked of text. */
  private static double contrast(String selector) {
    return number(
        BRIGHTNESS
            + "(() => { const e = document.querySelector('"
            + selector
            + "'); let b = e;"
            + " while (pixel(getComputedStyle(b).backgroundColor)[3] === 0) b = b.parentElement;"
            + " const [x, y] = [getComputedStyle(e).color, getComputedStyle(b).backgroundColor]"
            + ".map(brightness).sort((p, q) => q - p); return (x + .05) / (y + .05); })()");
  }

  private static void assertNothingOverflows() {
    assertThat(number("document.documentElement.scrollWidth")).isEqualTo(NARROW);
    assertThat(number("innerWidth")).isEqualTo(NARROW);
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
    Path page = folder.resolve("run-" + run + ".html");
    Ended shown = workspace.run("runs", "show", Integer.toString(run), "--html", page.toString());
    assertThat(shown.exitCode()).as(shown.said()).isZero();
    assertThat(Files.isRegularFile(page)).isTrue();
    chromium.open(page, width, dark);
  }

  private static double number(String expression) {
    return Double.parseDouble(text(expression));
  }

  private static String text(String expression) {
    return String.valueOf(Objects.requireNonNull(chromium.evaluate(expression)));
  }
}
