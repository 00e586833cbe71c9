package dev.rollcall.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How levels share places on a page. */
class SpanTest {

  @Test
  void everyLevelIsInOneSpanThereAreNotTooManyAndNoneIsEmpty() {
    Seeds.each(
        2_000,
        random -> {
          TreeSet<Long> levels = new TreeSet<>();
          long scale = (long) Math.pow(10, random.nextInt(18));
          int count = 1 + random.nextInt(60);
          for (int i = 0; i < count; i++) {
            levels.add(random.nextLong() % scale);
          }
          int most = 2 + random.nextInt(30);
          List<Span> spans = Span.of(levels, most);
          assertThat(spans).hasSizeLessThanOrEqualTo(most);
          for (long level : levels) {
            assertThat(spans.stream().filter(span -> span.holds(level))).hasSize(1);
          }
          for (Span span : spans) {
            assertThat(levels.subSet(span.first(), true, span.last(), true)).isNotEmpty();
          }
          assertThat(spans)
              .isSortedAccordingTo((one, other) -> Long.compare(one.first(), other.first()));
          if (levels.size() <= most) {
            assertThat(spans).noneMatch(Span::isJoined);
          }
          // Those in the middle are as wide as one another: a chart compares them.
          assertThat(
                  spans.stream()
                      .filter(span -> span.first() > levels.first() && span.last() < levels.last())
                      .map(span -> span.last() - span.first())
                      .distinct()
                      .count())
              .isLessThanOrEqualTo(1);
        });
  }

  @Test
  void oneLevelIsItsNumber() {
    assertThat(new Span(7, 7).word()).isEqualTo("7");
    assertThat(new Span(5, 9).word()).isEqualTo("5–9");
  }
}
