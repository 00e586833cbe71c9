package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How users have moved from level to level, on the page of a run as a real browser shows it. */
class LevelMovesPageTest {

  private static final int WIDE = 1100;
  private static final int MIDDLE = 800;
  private static final int PHONE = 400;

  private static final int CASES = 3;
  private static final int MOST_IN_MAP = 16;
  private static final int MOST_ON_PHONE = 8;
  private static final int MOST_LISTED = 12;

  /** The moves in the map, one a line. */
  private static final String SHOWN_IN_MAP =
      "[...document.querySelectorAll('#heat-map tbody tr')].flatMap(tr => [...tr.cells]"
          + ".map((td, i) => [tr.cells[0].innerText, document.querySelectorAll("
          + "'#heat-map thead tr > *')[i].innerText, td.innerText])"
          + ".filter((c, i) => i > 0 && c[2])).map(c => '\"' + c.join(' ') + '\"').sort().join('\\n')";

  @RegisterExtension static final ShownPage page = new ShownPage();

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** Up to sixteen levels in the map; where it has no room, and of more, the largest in a list. */
  @Test
  void everyMoveOfALevelIsInTheHeatMap() {
    Seeds.each(
        CASES,
        random -> {
          workspace =
              new Workspace(Files.createDirectory(folder.resolve("of-" + random.nextInt())));
          int levels = 2 + random.nextInt(MOST_IN_MAP - 1);
          moveLevels(random, levels);
          List<String> expected = moves("order by 1");
          page.open(workspace.pageOf(2), MIDDLE, random.nextBoolean());
          assertThat(page.number("document.querySelectorAll('#heat-map thead th').length"))
              .isLessThanOrEqualTo(levels);
          assertThat(page.text(SHOWN_IN_MAP).lines().sorted().toList())
              .isEqualTo(expected.stream().sorted().toList());
          assertNothingIsCut();
          page.open(workspace.pageOf(2), PHONE, random.nextBoolean());
          assertNothingIsCut();
          page.assertFits(PHONE);
          if (levels <= MOST_ON_PHONE) {
            assertThat(page.text(SHOWN_IN_MAP).lines().count()).isEqualTo(expected.size());
            assertThat(page.number("document.querySelectorAll('#move-chart').length")).isZero();
          } else if (page.number("document.querySelectorAll('.heat th[scope=col]').length") > 8) {
            assertThat(page.text("document.querySelector('#heat-map').checkVisibility()"))
                .isEqualTo("false");
            assertTheLargestAreListed();
          }
        });
  }

  @Test
  void ofManyLevelsTheLargestMovesAreListed() {
    workspace = new Workspace(folder);
    moveLevels(new Random(1), MOST_IN_MAP * 4);
    for (int width : new int[] {PHONE, MIDDLE, WIDE}) {
      page.open(workspace.pageOf(2), width, false);
      assertThat(page.number("document.querySelectorAll('#heat-map').length")).isZero();
      assertTheLargestAreListed();
      assertNothingIsCut();
    }
    long others = moves("").size() - MOST_LISTED;
    assertThat(page.text("document.querySelector('#move-chart + .more').innerText"))
        .startsWith("and " + others + " other moves with ");
    assertThat(
            page.number(
                "[...document.querySelectorAll('#move-chart .data')].reduce((sum, each) => sum +"
                    + " Number(each.firstChild.textContent), Number(document.querySelector("
                    + "'#move-chart + .more').innerText.match(/with (\\d+)/)[1]))"))
        .isEqualTo(moves("").stream().mapToLong(LevelMovesPageTest::changes).sum());
  }

  private void assertTheLargestAreListed() {
    List<String> largest =
        moves("order by count(*) desc, level_before, level_after limit " + MOST_LISTED);
    assertThat(
            page.text(
                    "[...document.querySelectorAll('#move-chart tr')].map(tr => '\"' + (tr.querySelector("
                        + "'th').innerText + ' ' + tr.querySelector('.data').firstChild.textContent)"
                        + ".replace(' → ', ' ').trim() + '\"').join('\\n')")
                .lines())
        .isEqualTo(largest);
    assertThat(page.text("document.querySelector('#move-chart').checkVisibility()"))
        .isEqualTo("true");
  }

  private void assertNothingIsCut() {
    assertThat(
            page.number(
                "Math.max(0, ...[...document.querySelectorAll('html, .scroll, .heat td, .heat th,"
                    + " #move-chart th')].map(e => e.scrollWidth - e.clientWidth))"))
        .isZero();
  }

  /** Users on so many levels, and then on others of them. */
  private void moveLevels(Random random, int levels) {
    StringBuilder before = new StringBuilder("username,level\n");
    StringBuilder after = new StringBuilder("username,level\n");
    for (int user = 0; user < 400; user++) {
      before.append("user").append(user).append(',').append(random.nextInt(levels)).append('\n');
      after.append("user").append(user).append(',').append(random.nextInt(levels)).append('\n');
    }
    workspace.write("before.csv", before.toString());
    workspace.write("after.csv", after.toString());
    workspace.importFile("before.csv");
    workspace.importFile("after.csv");
  }

  /** {@code "3 4 17"} for 17 changes from level 3 to level 4, each move once. */
  private List<String> moves(String order) {
    return workspace
        .database()
        .rows(
            "select level_before || ' ' || level_after || ' ' || count(*) from rollcall_changes"
                + " where run_id = 2 and level_before <> level_after"
                + " group by level_before, level_after "
                + order);
  }

  private static long changes(String move) {
    String[] figures = move.replace("\"", "").split(" ", -1);
    return Long.parseLong(figures[figures.length - 1]);
  }
}
