package dev.rollcall.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rollcall.Seeds;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Move;
import dev.rollcall.runs.Pace;
import dev.rollcall.runs.Provenance;
import dev.rollcall.runs.RejectCount;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunReport;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody gets lost between the ledger and the charts of a page, and no text becomes a tag. */
class ChartsTest {

  private static final int CASES = 200;

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern SIZE = Pattern.compile("class=\"[^\"]*(size-\\d+)");

  private static final List<String> HOSTILE =
      List.of(
          "<script>",
          "</td>",
          "\"><b x='",
          "&lt;i&gt;",
          "{{title}}",
          "'';!--",
          "</style><p>",
          "a/b",
          "{{{x}}}",
          "<!--",
          "\u202e",
          "\n");

  @Test
  void everyUserIsInOneBarAndHalfOfAllAreUpToTheMiddle() {
    Seeds.each(
        CASES,
        random -> {
          TreeMap<Long, Long> levels = new TreeMap<>();
          long scale = (long) Math.pow(10, random.nextInt(6));
          for (int i = random.nextInt(60); i >= 0; i--) {
            levels.put(random.nextLong(-scale, scale + 1), 1 + random.nextLong(2_000));
          }
          long total = levels.values().stream().mapToLong(Long::longValue).sum();
          LevelChart chart = LevelChart.of(levels, new Sizes());
          assertThat(chart.bars().stream().mapToLong(bar -> number(bar.users())).sum())
              .isEqualTo(total);
          assertThat(number(chart.total())).isEqualTo(total);
          assertThat(chart.bars()).anyMatch(bar -> bar.size().equals("size-1000"));
          assertThat(chart.bars()).noneMatch(bar -> bar.size().equals("size-0"));
          if (levels.size() > 1) {
            long middle = Long.parseLong(chart.middle());
            assertThat(2 * users(levels.headMap(middle, true))).isGreaterThanOrEqualTo(total);
            assertThat(2 * users(levels.headMap(middle, false))).isLessThan(total);
          }
        });
  }

  private static long users(Map<Long, Long> levels) {
    return levels.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void everyMoveIsInTheMapAndInTheListOrAmongTheOthers() {
    Seeds.each(
        CASES,
        random -> {
          TreeMap<List<Long>, Move> moves = new TreeMap<>((a, b) -> a.toString().compareTo("" + b));
          int levels = 2 + random.nextInt(20);
          for (int i = 1 + random.nextInt(40); i > 0; i--) {
            long from = random.nextInt(levels);
            long to = (from + 1 + random.nextInt(levels - 1)) % levels;
            moves.put(List.of(from, to), new Move(from, to, 1 + random.nextInt(999)));
          }
          long all = moves.values().stream().mapToLong(Move::changes).sum();
          LevelMoves shown = LevelMoves.of(Counts.NONE, List.copyOf(moves.values()), new Sizes());
          long listed = shown.largest().stream().mapToLong(bar -> number(bar.changes())).sum();
          long others =
              shown.more().isEmpty() ? 0 : number(shown.more().replaceAll(".* with ", ""));
          assertThat(listed + others).isEqualTo(all);
          HeatMap map = shown.map();
          if (map != null) {
            for (HeatMap.Line line : map.lines()) {
              for (int to = 0; to < line.cells().size(); to++) {
                Move move = moves.get(List.of(line.from(), map.levels().get(to)));
                String cell = line.cells().get(to).shown();
                assertThat(cell).isEqualTo(move == null ? "" : "" + move.changes());
              }
            }
          }
        });
  }

  @Test
  void theSlicesHoldAllRowsThatWereWritten() {
    Seeds.each(
        CASES,
        random -> {
          List<Pace> paces = new ArrayList<>();
          long at = 1_790_000_000_000L;
          long rows = 0;
          long millis = 0;
          paces.add(new Pace(at, 0));
          int count = 4 + random.nextInt(100);
          while (paces.size() <= count) {
            boolean restart = random.nextInt(10) == 0;
            long took = 100L * (1 + random.nextInt(restart ? 50_000 : 50));
            at += took;
            Pace pace = new Pace(at, restart ? 0 : 1 + random.nextInt(30_000));
            paces.add(pace);
            rows += pace.rows();
            millis += restart ? 0 : took;
            count += restart ? 1 : 0;
          }
          int slices = 4 + random.nextInt(45);
          double[] written = PaceChart.slices(paces, slices, (double) millis / slices);
          assertThat(Arrays.stream(written).sum()).isCloseTo(rows, within(rows * 1e-9));
          PaceChart chart = PaceChart.of(paces, new Sizes());
          assertThat((double) number(chart.mean())).isCloseTo(rows * 1_000.0 / millis, within(0.5));
          assertThat(number(chart.fastest())).isGreaterThanOrEqualTo(number(chart.mean()));
        });
  }

  @Test
  void shortenedFiguresAreCloseAndSharesDoNotLie() {
    Seeds.each(
        5_000,
        random -> {
          long number = random.nextLong(1L << 1 + random.nextInt(49));
          String compact = Figures.compact(number);
          assertThat(compact).hasSizeLessThanOrEqualTo(4);
          int unit = 1 + " kMGT".indexOf(compact.charAt(compact.length() - 1));
          double value = unit == 0 ? number(compact) : Double.parseDouble(chopped(compact));
          assertThat(value * Math.pow(1_000, Math.max(0, unit - 1)))
              .isCloseTo(number, within(Math.max(0.5, number * 0.051)));
          long part = random.nextLong(number + 1);
          String share = Figures.share(part, number);
          assertThat(share.equals("100.0 %")).isEqualTo(part == number && number > 0);
          assertThat(share.equals("0.0 %")).isEqualTo(part == 0 && number > 0);
        });
  }

  private static String chopped(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** The number that a text begins with. */
  private static long number(String text) {
    return Long.parseLong(text.split(" ", -1)[0].replace(",", ""));
  }

  @Test
  void aPageHasTheTagsOfItsTemplateWhateverItsTextsAre() {
    Seeds.each(
        10,
        random -> {
          long seed = random.nextLong();
          String hostile = page(new Random(seed), false);
          String harmless = page(new Random(seed), true);
          assertThat(tags(hostile)).isEqualTo(tags(harmless));
          String style = hostile.substring(0, hostile.indexOf("</style>"));
          assertThat(SIZE.matcher(hostile).results().map(found -> found.group(1)))
              .isNotEmpty()
              .allMatch(size -> style.contains("." + size + "{"));
        });
  }

  private static List<String> tags(String page) {
    return TAG.matcher(page.substring(page.indexOf("</style>")))
        .results()
        .map(MatchResult::group)
        .map(tag -> tag.replaceAll("=\"[^\"]*\"", ""))
        .toList();
  }

  private static String page(Random random, boolean harmless) {
    Texts texts = new Texts(random, harmless);
    List<Reject> rejects =
        Stream.of(RejectCode.USERNAME_MISSING, RejectCode.EMAIL_INVALID, RejectCode.CHANGED_SINCE)
            .map(code -> new Reject(3, code, texts.any(), texts.cells()))
            .toList();
    RunSummary summary =
        new RunSummary(
            7L,
            RunKind.IMPORT,
            null,
            texts.any(),
            RunStatus.REFUSED,
            ProblemCode.STOPPED,
            new Source(texts.any(), "ab".repeat(32), 12_345),
            new Provenance(texts.any(), texts.any(), texts.any()),
            new Counts(20, 8, 5, 2, 2, 3, 0, 3, 2, 0),
            texts.any(),
            Map.of(
                "USERNAME_MISSING", new RejectCount(1, 3),
                "EMAIL_INVALID", new RejectCount(1, 3),
                "CHANGED_SINCE", new RejectCount(1, 3)),
            "2026-11-24T22:05:10Z",
            "2026-11-24T22:05:11Z",
            1.5,
            1,
            texts.any(),
            List.of(texts.any(), texts.any()));
    RunReport report =
        new RunReport(
            summary,
            null,
            false,
            0,
            List.of(new Move(1, 2, 5), new Move(2, 1, 1)),
            Map.of(1L, 5L, 2L, 3L),
            List.of(new Change(2, null, new User(1, texts.any(), texts.any(), 1), texts.any())),
            rejects,
            List.of());
    return new String(RunPage.of(report, texts.any(), Instant.EPOCH), UTF_8);
  }

  /** Texts as somebody would have them who is up to no good; or as long, and good. */
  private record Texts(Random random, boolean harmless) {

    String any() {
      StringBuilder text = new StringBuilder("t");
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
      }
      return harmless ? text.toString().replaceAll("[^/\u202e\n]", "x") : text.toString();
    }

    Cells cells() {
      return new Cells(any(), any(), any(), any(), any());
    }
  }
}
