package dev.rollcall.undoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.applying.Decision;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.NetChange;
import dev.rollcall.user.User;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is put back, and as whom; from all that a user may have been, be left as, and be now. */
class StepDeciderTest {

  private static final long RUN = 7;
  private static final String ADDRESS = "somebody@example.com";

  @Test
  void whoIsAsTheRunLeftThemIsAsBeforeAndOthersStayUnlessForced() {
    Seeds.each(
        5_000,
        random -> {
          User before = user(random);
          User after = user(random);
          User now = random.nextBoolean() ? after : user(random);
          boolean idTaken = random.nextInt(4) == 0;
          boolean force = random.nextBoolean();
          Step step = new Step(3, new NetChange(1, "ann", before, after), idTaken);
          Decision decision = new StepDecider(RUN, force).decide(step, now, () -> 99);
          check(decision, before, after, now, idTaken, force);
        });
  }

  private static void check(
      Decision decision,
      @Nullable User before,
      @Nullable User after,
      @Nullable User now,
      boolean idTaken,
      boolean force) {
    if (isSame(before, after)) {
      assertThat(decision).isInstanceOf(Decision.Unchanged.class);
      return;
    }
    boolean asLeft = isSame(now, after);
    // Somebody who came since keeps the id under which others know them.
    boolean needsId = before != null && (now == null || asLeft && now.id() != before.id());
    if (!asLeft && !force || needsId && idTaken) {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Decision.Rejected.class,
              rejected -> {
                assertThat(rejected.reject().code()).isEqualTo(RejectCode.CHANGED_SINCE);
                assertThat(rejected.reject().message()).startsWith("\"ann\" ");
                assertThat(rejected.reject().message()).doesNotContain(ADDRESS);
              });
      return;
    }
    User wanted = before == null || now == null || needsId ? before : before.over(now);
    assertThat(isSame(afterwards(decision, now), wanted)).as("%s", decision).isTrue();
    assertThat(decision instanceof Decision.Unchanged).isEqualTo(isSame(now, wanted));
  }

  /** The user once the decision is carried out; each of its changes must follow from the last. */
  private static @Nullable User afterwards(Decision decision, @Nullable User now) {
    if (decision instanceof Decision.Changed changed) {
      return carriedOut(changed.change(), now);
    }
    if (decision instanceof Decision.Replaced replaced) {
      return carriedOut(replaced.created(), carriedOut(replaced.deleted(), now));
    }
    assertThat(decision).isInstanceOf(Decision.Unchanged.class);
    return now;
  }

  private static @Nullable User carriedOut(Change change, @Nullable User now) {
    assertThat(isSame(change.before(), now)).isTrue();
    assertThat(change.reason()).isEqualTo("undo of run " + RUN);
    return change.after();
  }

  private static boolean isSame(@Nullable User one, @Nullable User other) {
    return one == null ? other == null : other != null && one.isSame(other);
  }

  private static @Nullable User user(Random random) {
    return random.nextInt(4) == 0
        ? null
        : new User(
            1 + random.nextInt(2),
            "ann",
            random.nextBoolean() ? ADDRESS : null,
            1 + random.nextInt(2));
  }
}
