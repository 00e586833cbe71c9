package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.applying.Decision;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDeciderTest {

  private static final User ANN = new User(7, "ann", "ann@example.com", 3);
  private static final String CHANGES_LEVEL = "4";

  /** The whole table; what stands there is what becomes of the row, or its code. */
  @ParameterizedTest
  @CsvSource({
    // mode, action, of a user who exists, of one who does not
    "UPSERT, upsert, updated, created",
    "UPSERT, create, USER_EXISTS, created",
    "UPSERT, update, updated, USER_NOT_FOUND",
    "UPSERT, delete, deleted, USER_NOT_FOUND",
    "INSERT, upsert, USER_EXISTS, created",
    "INSERT, create, USER_EXISTS, created",
    "INSERT, update, USER_EXISTS, USER_NOT_FOUND",
    "INSERT, delete, USER_EXISTS, USER_NOT_FOUND",
    "UPDATE, upsert, updated, USER_NOT_FOUND",
    "UPDATE, create, USER_EXISTS, USER_NOT_FOUND",
    "UPDATE, update, updated, USER_NOT_FOUND",
    "UPDATE, delete, deleted, USER_NOT_FOUND",
    "MIRROR, upsert, updated, created",
    "MIRROR, create, USER_EXISTS, created",
    "MIRROR, update, updated, USER_NOT_FOUND",
    "MIRROR, delete, deleted, USER_NOT_FOUND"
  })
  void whetherTheUserExistsDecidesWithActionAndMode(
      Mode mode, String action, String ofExisting, String ofMissing) {
    RowDecider decider = new RowDecider(mode, LevelRules.DEFAULT);
    UserRow row = row(null, CHANGES_LEVEL, action);
    assertThat(outcome(decider.decide(row, ANN, RowDeciderTest::noId))).isEqualTo(ofExisting);
    assertThat(outcome(decider.decide(row, null, () -> 8))).isEqualTo(ofMissing);
  }

  @Test
  void aNewUserGetsWhatTheRowSaysAndElseTheDefaults() {
    assertThat(created(null, null)).isEqualTo("8 ann null 1");
    assertThat(created("\\N", "+4")).isEqualTo("8 ann null 5");
    assertThat(created("new@example.org", "0")).isEqualTo("8 ann new@example.org 0");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', unchanged",
    "ann@example.com, 3, unchanged",
    "'', +0, unchanged",
    "ANN@example.com, '', 7 ann ANN@example.com 3",
    "\\N, '', 7 ann null 3",
    "'', 5, 7 ann ann@example.com 5",
    "'', -2, 7 ann ann@example.com 1",
    "new@example.org, +1, 7 ann new@example.org 4"
  })
  void aUserWhoExistsIsChangedWhereTheRowSaysSomethingElse(
      String email, String level, String after) {
    Decision decision = decide(LevelRules.DEFAULT, row(email, level, ""), ANN);
    if (after.equals("unchanged")) {
      assertThat(decision).isInstanceOf(Decision.Unchanged.class);
    } else {
      Change change = ((Decision.Changed) decision).change();
      assertThat(change.before()).isSameAs(ANN);
      assertThat(written(change.after())).isEqualTo(after);
      assertThat(change.line()).isEqualTo(42);
      assertThat(change.reason()).isEqualTo("why");
    }
  }

  /** No address to remove, and none in the row: that it is null before and after is no change. */
  @Test
  void aUserWithoutAnAddressCanStayAsTheyAre() {
    User bob = new User(9, "ann", null, 3);
    assertThat(decide(LevelRules.DEFAULT, row("\\N", null, null), bob))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, LEVEL_TOO_LOW, 'level 1 is below the lowest, 2'",
    "10, LEVEL_TOO_HIGH, 'level 10 is above the highest, 9'",
    "+5, LEVEL_STEP_TOO_LARGE, 'from level 3 to 8 is a step of more than 4'",
    "2, LEVEL_LOWERED, 'from level 3 to 2; the job lowers nobody'"
  })
  void aRowThatBreaksALevelRuleIsARejectWithTheFigures(
      String level, RejectCode code, String message) {
    UserRow row = row("new@example.org", level, "");
    Decision decision = decide(new LevelRules(2, 9, 4L, false), row, ANN);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> {
              assertThat(rejected.reject().code()).isEqualTo(code);
              assertThat(rejected.reject().message()).isEqualTo(message);
              assertThat(rejected.reject().line()).isEqualTo(42);
              assertThat(rejected.reject().cells()).isSameAs(row.cells());
            });
  }

  /** Ids that are given away to users who are never made would be gaps. */
  @Test
  void aNewUserOutOfBoundsTakesNoId() {
    Decision decision = decide(new LevelRules(2, 9, null, true), row(null, null, null), null);
    assertThat(outcome(decision)).isEqualTo("LEVEL_TOO_LOW");
  }

  /** Whoever is deleted is judged by no level rule, even if the row names a level. */
  @Test
  void deletingLooksAtNoLevel() {
    Decision decision =
        decide(new LevelRules(2, 9, 1L, false), row("x@example.org", "99", "delete"), ANN);
    assertThat(((Decision.Changed) decision).change().after()).isNull();
  }

  /**
   * A look-up leaves out users at rest, so to them nothing may happen; and it must not hand over
   * millions of users to whom nothing happens.
   */
  @Test
  void aUserIsAtRestIfTheRowLeavesHimAsHeIs() {
    Seeds.each(
        5_000,
        random -> {
          LevelRules rules =
              new LevelRules(random.nextInt(3), 2 + random.nextInt(3), null, random.nextBoolean());
          RowDecider decider = new RowDecider(any(random, Mode.values()), rules);
          UserRow row =
              row(
                  any(random, "", "\\N", "ann@example.com", "bob@example.com"),
                  any(random, "", "0", "1", "2", "3", "4", "+0", "+1", "-1"),
                  any(random, "upsert", "create", "update", "delete"));
          User user = new User(7, "ann", any(random, null, "ann@example.com"), random.nextInt(6));
          boolean unchanged =
              decider.decide(row, user, RowDeciderTest::noId) instanceof Decision.Unchanged;
          NewValues rest = decider.atRest(row);
          if (rest == null) {
            assertThat(unchanged && !(row.values().level() instanceof LevelChange.By))
                .as("%s of %s", row, written(user))
                .isFalse();
          } else {
            boolean there =
                rest.level().from(user.level()) == user.level()
                    && Objects.equals(rest.email().from(user.email()), user.email());
            assertThat(there).as("%s of %s", row, written(user)).isEqualTo(unchanged);
          }
        });
  }

  @SafeVarargs
  private static <T> T any(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static Decision decide(LevelRules rules, UserRow row, User user) {
    return new RowDecider(Mode.UPSERT, rules).decide(row, user, RowDeciderTest::noId);
  }

  private static long noId() {
    throw new AssertionError("no id is needed");
  }

  private static String created(String email, String level) {
    Decision decision =
        new RowDecider(Mode.UPSERT, LevelRules.DEFAULT)
            .decide(row(email, level, null), null, () -> 8);
    return written(((Decision.Changed) decision).change().after());
  }

  private static String outcome(Decision decision) {
    if (decision instanceof Decision.Changed changed) {
      return changed.change().kind().word();
    }
    return decision instanceof Decision.Rejected rejected
        ? rejected.reject().code().name()
        : "unchanged";
  }

  private static String written(User user) {
    return user.id() + " " + user.username() + " " + user.email() + " " + user.level();
  }

  private static UserRow row(String email, String level, String action) {
    return (UserRow) RowParser.parse(42, new Cells("ann", email, level, action, "why"));
  }
}
