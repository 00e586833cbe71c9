package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reports as pages, as a real browser shows them. */
class ReportPageTest {

  private static final int WIDE = 1100;
  private static final int NARROW = 360;
  private static final int MOST_ROWS = 5_000;

  @RegisterExtension static final ShownPage page = new ShownPage();

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

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
            page.text(
                    "[...document.querySelectorAll('#level-chart tr')].map(tr => '\"' + "
                        + "tr.querySelector('th').innerText + ' ' + "
                        + "tr.querySelector('.data').firstChild.textContent.trim() + '\"').join('\\n')")
                .lines())
        .isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      String label = expected.get(i).replace("\"", "").split(" ", -1)[1];
      double length =
          page.number(
              "(() => { const td = document.querySelectorAll('#level-chart td')["
                  + i
                  + "]; return td.getBoundingClientRect().width /"
                  + " td.parentElement.getBoundingClientRect().width; })()");
      double share = Double.parseDouble(label) / most;
      assertThat(length).as("bar %d", i).isCloseTo(share, within(0.006));
    }
    assertThat(page.text("document.querySelector('.lead').innerText")).startsWith("500 users.");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void ofManyRowsItHasTheFirstAndSaysSo() {
    workspace
        .database()
        .execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5123)"
                + " insert into users (username, level) select 'user' || i, i % 7 from n");
    report(NARROW, "users");
    assertThat(page.number("document.querySelectorAll('.rows tbody tr').length"))
        .isEqualTo(MOST_ROWS);
    assertThat(page.text("document.querySelector('.more:last-of-type').innerText"))
        .contains("first 5,000", "123 more");
    assertThat(page.text("document.querySelector('.facts').innerText"))
        .contains("first 5,000 of 5,123 rows");
    assertThat(page.number("document.documentElement.scrollWidth")).isEqualTo(NARROW);
  }

  @Test
  void nothingIsOutOfSightAtAnyWidth() {
    workspace.write(
        "users.csv",
        "username,email\nann,"
            + "a".repeat(70)
            + "@example.com\n"
            + "b".repeat(40)
            + ",bob\nمحمد,m@example.com\n");
    workspace.importFile("users.csv");
    workspace.importFile("users.csv", "--again", "--max-rejects", "0");
    for (String report : List.of("runs", "rejects", "users", "levels")) {
      for (int width : new int[] {400, 600, 800, 1200, 1920}) {
        report(width, report);
        assertThat(
                page.number(
                    "(() => { const s = document.querySelector('.scroll');"
                        + " return Math.max(0, s.scrollWidth - s.clientWidth); })()"))
            .as("%s at %d", report, width)
            .isZero();
        assertThat(
                page.text(
                    "(() => { const head = document.querySelector('.rows thead').offsetWidth > 1;"
                        + " const td = document.querySelector('.rows td:not(.none)');"
                        + " return head !== (getComputedStyle(td).display === 'table-cell'); })()"))
            .as("both heads and cards: %s at %d", report, width)
            .isEqualTo("false");
      }
    }
    report(WIDE, "runs");
    assertThat(page.text("document.querySelector('.rows .status').innerText")).isEqualTo("refused");
    report(WIDE, "users");
    assertThat(page.number("document.querySelectorAll('.rows bdi[title]').length")).isPositive();
  }

  @Test
  void countsAreGroupedAndNothingButZerosIsLeftOutAndNamed() {
    StringBuilder users = new StringBuilder("username\n");
    for (int user = 0; user < 1_234; user++) {
      users.append("user").append(user).append('\n');
    }
    workspace.write("folder/users.csv", users.toString());
    workspace.importFile("folder/users.csv");
    workspace.database().execute("update rollcall_runs set id = 4321");
    report(WIDE, "runs");
    String heads = "[...document.querySelectorAll('.rows thead th')].map(e => e.innerText).join()";
    assertThat(page.text(heads))
        .contains("run,", "read,", "created,")
        .doesNotContain("removed", "rejected", "of run", "restarts");
    assertThat(page.text("document.querySelector('section .more').innerText"))
        .startsWith("Nothing but 0 or empty, and left out: of run, updated, ")
        .contains("removed", "restarts", "message");
    assertThat(cell("read") + cell("created") + cell("run")).isEqualTo("1,2341,2344321");
    assertThat(page.text("document.querySelector('td[data-head=input] bdi').innerHTML"))
        .contains("folder/<wbr>users.csv");
    // What is not a count of ours stays as it is.
    workspace.write("own.sql", "select 2026 as year, 0 as nought, 0 as deleted, 'x' as name");
    report(WIDE, "--sql", workspace.path("own.sql").toString());
    assertThat(cell("year") + cell("nought")).isEqualTo("20260");
    assertThat(page.text(heads)).isEqualTo("year,nought,name");
    workspace.write("own.sql", "select 0 as deleted, null as naught");
    report(WIDE, "--sql", workspace.path("own.sql").toString());
    assertThat(page.text(heads)).isEqualTo("deleted,naught");
  }

  private static String cell(String head) {
    return page.text("document.querySelector('td[data-head=" + head + "]').innerText");
  }

  @Test
  void messagesComeLastAndNamesAreReadInTheirDirection() {
    workspace.write("users.csv", "username,level,reason\nמשה,many,\n" + "b".repeat(40) + ",1x,\n");
    workspace.importFile("users.csv", "--max-rejects", "100%");
    workspace
        .database()
        .execute("update rollcall_rejects set message = username || ' is not what it was'");
    report(WIDE, "rejects");
    assertThat(
            page.text(
                "[...document.querySelectorAll('.rows thead th')].map(e => e.innerText).join()"))
        .isEqualTo("run,line,code,level,username,message");
    String direction = "getComputedStyle(document.querySelector('td[data-head=";
    assertThat(page.text(direction + "username] bdi')).direction")).isEqualTo("rtl");
    assertThat(page.text(direction + "message] bdi')).direction")).isEqualTo("ltr");
  }

  @Test
  void noWordIsBrokenWhereACardHasRoom() {
    workspace.write(
        "users.csv",
        "username,email,level\nann,new.user1234@mail.example.com,1\n"
            + "b".repeat(40)
            + ",,high\n");
    workspace.importFile("users.csv");
    workspace.write("more.csv", "username,email\nann,a.longer.name@mail.example.com\n");
    workspace.importFile("more.csv");
    for (String report : List.of("changes", "rejects", "runs")) {
      if (report.equals("runs")) {
        workspace.database().execute("update rollcall_runs set id = id + 4320");
      }
      report(800, report);
      assertThat(
              page.text(
                  "[...document.querySelectorAll('.rows.cards td:not(.none) bdi')]"
                      + ".filter(e => !e.innerText.includes(' ') && !e.querySelector('wbr') && e.innerText.length <= 40"
                      + " && e.offsetParent && e.getClientRects().length > 1)"
                      + ".map(e => e.innerText).join()"))
          .as(report)
          .isEmpty();
    }
  }

  @Test
  void theFirstColumnOfNumbersIsAsWideAsTheyAre() {
    workspace.importFile(workspace.write("users.csv", "username\nann\n").getFileName().toString());
    report(WIDE, "users");
    assertThat(page.number("document.querySelector('.rows td').offsetWidth")).isLessThan(50);
  }

  @Test
  void aReportOfNothingSaysSo() {
    report(WIDE, "levels", "--level-min", "90");
    assertThat(page.text("document.querySelector('main').innerText")).isEqualTo("No rows.");
    assertThat(page.text("document.querySelector('.facts').innerText")).contains("--level-min 90");
  }

  private void report(int width, String... arguments) {
    Path file = folder.resolve("report.html");
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--format", "html", "--out", file.toString()));
    Ended ended = workspace.run(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    page.open(file, width, false);
  }
}
