package dev.rollcall.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.lang.reflect.RecordComponent;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What chunks and restarts add up to is what became of all their rows. */
class CountsTest {

  /** Whatever figures there will be: one that was forgotten would be lost with every chunk. */
  @Test
  void everyFigureAddsUp() {
    Seeds.each(
        20,
        random -> {
          Counts one = any(random);
          Counts other = any(random);
          Counts sum = one.plus(other);
          for (RecordComponent figure : Counts.class.getRecordComponents()) {
            assertThat(of(sum, figure))
                .as(figure.getName())
                .isEqualTo(of(one, figure) + of(other, figure));
          }
          assertThat(one.plus(Counts.NONE)).isEqualTo(one);
          assertThat(sum.minus(other)).isEqualTo(one);
          assertThat(one.withUnnamedOf(one)).isEqualTo(one);
        });
  }

  @Test
  void rowsBalanceOnlyIfEachIsInOnePlace() {
    Seeds.each(
        20,
        random -> {
          Counts any = any(random);
          long rows =
              any.created() + any.updated() + any.unchanged() + any.deleted() + any.rejected();
          Counts read = new Counts(rows - any.read(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
          assertThat(any.plus(read).balance()).isTrue();
          assertThat(any.plus(read).plus(Counts.ofRemoved(1)).balance()).isTrue();
          assertThat(any.plus(read).plus(new Counts(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)).balance())
              .isFalse();
        });
  }

  @Test
  void rowsThatCameToTheSameAreCountedAsRead() {
    assertThat(Counts.ofCreated(3))
        .isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0, 0, 0, 0))
        .returns(true, Counts::balance)
        .returns(true, Counts::changedUsers);
    assertThat(Counts.ofDeleted(3))
        .isEqualTo(new Counts(3, 0, 0, 0, 3, 0, 0, 0, 0, 0))
        .returns(true, Counts::balance)
        .returns(true, Counts::changedUsers);
    assertThat(Counts.ofRemoved(3))
        .isEqualTo(new Counts(0, 0, 0, 0, 0, 0, 3, 0, 0, 0))
        .returns(true, Counts::balance)
        .returns(true, Counts::changedUsers);
    assertThat(new Counts(5, 0, 0, 3, 0, 2, 0, 0, 0, 0).changedUsers()).isFalse();
  }

  private static Counts any(Random random) {
    return new Counts(
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100));
  }

  private static long of(Counts counts, RecordComponent figure)
      throws ReflectiveOperationException {
    return (long) figure.getAccessor().invoke(counts);
  }
}
