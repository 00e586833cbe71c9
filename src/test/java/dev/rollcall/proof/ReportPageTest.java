package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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

/** Reports as pages, as a real browser shows them. */
class ReportPageTest {

  private static final int WIDE = 1100;
  private static final int NARROW = 360;
  private static final int MOST_ROWS = 5_000;

  @TempDir static Path profile;
  private static Chromium chromium;

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeAll
  static void startChromium() throws IOException {
    Path program = Chromium.installed();
    String reason = "ReportPageTest is skipped: no Chromium is installed";
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
    workspace.run("schema", "migrate");
  }

  @Test
  void everyLevelHasABarOfItsLength() {
    long seed = new Random().nextInt(1 << 30);
    System.out.println("ReportPageTest has levels of seed " + seed);
    Random random = new Random(seed);
    List<List<Object>> users = new ArrayList<>();
    for (int user = 0; user < 500; user++) {
      int level = (int) Math.abs(random.nextGaussian() * 4);
      users.add(List.of("user" + user, level));
    }
    workspace.database().executeMany("insert into users (username, level) values (?, ?)", users);
    report(WIDE, "levels");
    List<String> expected =
        workspace
            .database()
            .rows("select level || ' ' || count(*) from users group by level order by level");
    long most =
        workspace
            .database()
            .number("select max(n) from (select count(*) as n from users group by level)");
    assertThat(
            text("[...document.querySelectorAll('#level-chart tr')].map(tr => '\"' + "
                    + "tr.querySelector('th').innerText + ' ' + "
                    + "tr.querySelector('.data').firstChild.textContent.trim() + '\"').join('\\n')")
                .lines())
        .isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      String label = expected.get(i).replace("\"", "").split(" ", -1)[1];
      double length =
          number(
              "(() => { const td = document.querySelectorAll('#level-chart td')["
                  + i
                  + "]; return td.getBoundingClientRect().width /"
                  + " td.parentElement.getBoundingClientRect().width; })()");
      double share = Double.parseDouble(label) / most;
      assertThat(length).as("bar %d", i).isCloseTo(share, within(0.006));
    }
    assertThat(text("document.querySelector('.lead').innerText")).startsWith("500 users.");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void ofManyRowsItHasTheFirstAndSaysSo() {
    workspace
        .database()
        .execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5123)"
                + " insert into users (username, level) select 'user' || i, i % 7 from n");
    report(NARROW, "users");
    assertThat(number("document.querySelectorAll('.rows tbody tr').length")).isEqualTo(MOST_ROWS);
    assertThat(text("document.querySelector('.more').innerText"))
        .contains("first 5,000", "123 more");
    assertThat(text("document.querySelector('.facts').innerText")).contains("5,123 rows");
    assertThat(number("document.documentElement.scrollWidth")).isEqualTo(NARROW);
  }

  @Test
  void whatComesFromDataIsTextAndNothingElse() {
    workspace.write(
        "users.csv",
        "username,level,reason\n"
            + "<script>document.title='ran'</script>,2,<img src=https://example.com/x.png>\n"
            + "\u202Eeve,3,null\nada,1,\n");
    workspace.importFile("users.csv");
    report(WIDE, "changes");
    assertThat(chromium.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
    assertThat(chromium.complaints()).isEmpty();
    assertThat(number("document.querySelectorAll('script,img').length")).isZero();
    assertThat(text("document.body.textContent"))
        .contains("<script>document.title='ran'</script>", "<img src=https://example.com/x.png>")
        .contains("\\u202Eeve");
    // What is null can be told from a text that says so.
    assertThat(
            text(
                "[...document.querySelectorAll('td')].filter(td => td.innerText === 'null')"
                    + ".map(td => td.className).sort().filter((c, i, all) => c !== all[i - 1])"
                    + ".join()"))
        .isEqualTo("none,text");
  }

  @Test
  void aReportOfNothingSaysSo() {
    report(WIDE, "levels", "--level-min", "90");
    assertThat(text("document.querySelector('main').innerText")).isEqualTo("No rows.");
    assertThat(text("document.querySelector('.facts').innerText")).contains("--level-min 90");
  }

  private void report(int width, String... arguments) {
    Path page = folder.resolve("report.html");
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--format", "html", "--out", page.toString()));
    Ended ended = workspace.run(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    chromium.open(page, width, false);
  }

  private static double number(String expression) {
    return Double.parseDouble(text(expression));
  }

  private static String text(String expression) {
    return String.valueOf(Objects.requireNonNull(chromium.evaluate(expression)));
  }
}
