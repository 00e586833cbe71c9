package dev.rollcall.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.UserColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowParserTest {

  /** A cell, and what is wrong with it. */
  private record Sample(String cell, RejectCode fault) {}

  private static final List<Sample> USERNAMES =
      List.of(
          new Sample("ann", null),
          new Sample("😀".repeat(50), null),
          new Sample("\u00a0Ann B\t", null),
          new Sample(" " + "x".repeat(50) + " ", null),
          new Sample("\u200bAnn\ufeff", null),
          new Sample("👩\u200d🚀", null),
          new Sample(null, RejectCode.USERNAME_MISSING),
          new Sample(" \\N\u200e", RejectCode.USERNAME_MISSING),
          new Sample("two\nlines", RejectCode.USERNAME_HAS_CONTROL),
          new Sample("bell\u0007", RejectCode.USERNAME_HAS_CONTROL),
          new Sample(" \u3000 ", RejectCode.USERNAME_MISSING),
          new Sample("😀".repeat(51), RejectCode.USERNAME_TOO_LONG));

  private static final List<Sample> EMAILS =
      List.of(
          new Sample(null, null),
          new Sample("  ", null),
          new Sample(" \\N ", null),
          new Sample(" ann@example.com\u00a0", null),
          new Sample("\\n", RejectCode.EMAIL_INVALID),
          new Sample("ann", RejectCode.EMAIL_INVALID),
          new Sample("a\rnn@example.com", RejectCode.EMAIL_HAS_CONTROL),
          new Sample("a@" + "b".repeat(99), RejectCode.EMAIL_TOO_LONG));

  private static final List<Sample> LEVELS =
      List.of(
          new Sample(null, null),
          new Sample(" ", null),
          new Sample(" +2\u00a0", null),
          new Sample("7", null),
          new Sample("\ufeff\\N ", null),
          new Sample("+", RejectCode.LEVEL_NOT_A_NUMBER),
          new Sample("high", RejectCode.LEVEL_NOT_A_NUMBER));

  private static final List<Sample> ACTIONS =
      List.of(
          new Sample(null, null),
          new Sample(" delete ", null),
          new Sample("\\N", null),
          new Sample("Delete", RejectCode.ACTION_UNKNOWN),
          new Sample("drop", RejectCode.ACTION_UNKNOWN));

  @Test
  void aRowIsARejectByTheFirstOfItsFaultsAndElseMeansSomething() {
    Seeds.each(
        2_000,
        random -> {
          Sample username = any(random, USERNAMES);
          Sample email = any(random, EMAILS);
          Sample level = any(random, LEVELS);
          Sample action = any(random, ACTIONS);
          Cells cells = new Cells(username.cell, email.cell, level.cell, action.cell, " why ");
          RejectCode first =
              List.of(username, email, level, action).stream()
                  .map(Sample::fault)
                  .filter(fault -> fault != null)
                  .min(Comparator.naturalOrder())
                  .orElse(null);
          ParsedRow row = RowParser.parse(42, cells);
          assertThat(row.line()).isEqualTo(42);
          if (row instanceof Invalid invalid) {
            assertThat(invalid.reject().code()).as("%s", cells).isEqualTo(first);
            assertThat(invalid.reject().cells()).as("as delivered").isEqualTo(cells);
            assertThat(invalid.reject().message()).isNotBlank();
            boolean nobody = first == RejectCode.USERNAME_MISSING;
            assertThat(invalid.username() == null).as("names nobody").isEqualTo(nobody);
          } else {
            assertThat(first).as("%s", cells).isNull();
            assertThat(((UserRow) row).cells()).as("as delivered").isEqualTo(cells);
          }
        });
  }

  private static Sample any(Random random, List<Sample> samples) {
    // The first sample is right, and as likely as all others: else hardly a row would be.
    return samples.get(random.nextBoolean() ? 0 : random.nextInt(samples.size()));
  }

  @Test
  void surroundingBlanksArePartOfNothingButTheReason() {
    UserRow row = valid("\u00a0Ann B\t", " ann@example.com ", "\u00a0+2", "\tdelete ", " why ");
    assertThat(row.username()).isEqualTo("Ann B");
    assertThat(row.values().email()).isEqualTo(new EmailChange.SetTo("ann@example.com"));
    assertThat(row.values().level()).isEqualTo(new LevelChange.By(2));
    assertThat(row.action()).isEqualTo(Action.DELETE);
    assertThat(row.reason()).isEqualTo(" why ");
  }

  @Test
  void anEmptyCellLeavesThingsAsTheyAre() {
    for (String empty : new String[] {null, "", " "}) {
      UserRow row = valid("ann", empty, empty, empty, null);
      assertThat(row.values().email()).isEqualTo(EmailChange.KEEP);
      assertThat(row.values().level()).isEqualTo(LevelChange.KEEP);
      assertThat(row.action()).isEqualTo(Action.UPSERT);
      assertThat(row.reason()).isNull();
    }
    assertThat(valid("ann", "\\N", null, null, "").values().email()).isEqualTo(EmailChange.CLEAR);
    assertThat(valid("ann", null, null, null, "").reason()).isNull();
  }

  /** As it clears an address, so it says nothing where there is nothing to clear. */
  @Test
  void nullIsNoLevelNoActionAndNoReason() {
    UserRow row = valid("ann", null, "\\N", " \\N", "\\N");
    assertThat(row.values().level()).isEqualTo(LevelChange.KEEP);
    assertThat(row.action()).isEqualTo(Action.UPSERT);
    assertThat(row.reason()).isNull();
  }

  /** It would do to the screen that shows the message what it does. */
  @Test
  void aMessageSaysWhichControlCharacterItIsAndDoesNotRepeatIt() {
    Reject reject =
        ((Invalid) RowParser.parse(1, new Cells("red\u001b[31m", null, null, null, null))).reject();
    assertThat(reject.message())
        .isEqualTo("the username has a control character in it (U+001B, character 4)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "007, 7", "1000000000, 1000000000"})
  void digitsSetALevel(String cell, long level) {
    assertThat(valid("ann", null, cell, null, null).values().level())
        .isEqualTo(new LevelChange.SetTo(level));
    assertThat(valid("ann", null, cell, null, null).isRelative()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"+2, 2, true", "-1, -1, true", "+007, 7, true", "+0, 0, false", "-0, 0, false"})
  void aSignMovesALevel(String cell, long steps, boolean relative) {
    UserRow row = valid("ann", null, cell, null, null);
    assertThat(row.values().level()).isEqualTo(new LevelChange.By(steps));
    assertThat(row.isRelative()).as("twice is not once").isEqualTo(relative);
    assertThat(valid("ann", null, cell, "delete", null).isRelative()).isFalse();
  }

  /** However many digits there are, the number must not wrap round into a level that is allowed. */
  @ParameterizedTest
  @ValueSource(
      strings = {"18446744073709551617", "9223372036854775808", "99999999999999999999999999"})
  void aLevelThatIsTooLargeForAnyNumberIsStillTooLarge(String digits) {
    LevelRules widest = new LevelRules(-LevelRules.LARGEST, LevelRules.LARGEST, null, true);
    long largest = LevelRules.LARGEST;
    for (long before : new long[] {-largest, 0, largest}) {
      assertThat(widest.judge(before, level(digits))).isEqualTo(RejectCode.LEVEL_TOO_HIGH);
      assertThat(widest.judge(before, level("+" + digits))).isEqualTo(RejectCode.LEVEL_TOO_HIGH);
      assertThat(widest.judge(before, level("-" + digits))).isEqualTo(RejectCode.LEVEL_TOO_LOW);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+",
        "-",
        "--1",
        "+-1",
        "1+",
        "+ 1",
        "1 0",
        "7.0",
        "1e3",
        "0x1",
        "1_000",
        "1,000",
        "\u0663",
        "\uff17",
        "\u2212\u0031",
        "ten",
        "1\u00a00"
      })
  void anythingElseIsNoLevel(String cell) {
    ParsedRow row = RowParser.parse(1, new Cells("ann", null, cell, null, null));
    assertThat(row)
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.reject().code()).isEqualTo(RejectCode.LEVEL_NOT_A_NUMBER));
  }

  /** A message is read on a screen and in one cell of a file. */
  @Test
  void aMessageQuotesTheBeginningOfALongCellOnly() {
    Reject reject =
        ((Invalid) RowParser.parse(1, new Cells("ann", "😀".repeat(99), null, null, null)))
            .reject();
    assertThat(reject.message()).contains("\"" + "😀".repeat(40) + "...\"");
  }

  /** What need not be looked for is not there. */
  @Test
  void aRowThatIsKnownToBePlainMeansWhatItMeansToWhoeverLooks() {
    List<String> pieces = List.of("a", "B", "@", ".org", " ", "  ", "+", "1", "delete", "\\N");
    Seeds.each(
        2_000,
        random -> {
          Cells cells =
              Cells.of(
                  Stream.generate(() -> plain(random, pieces))
                      .limit(Field.OWN.size())
                      .toArray(String[]::new));
          ParsedRow row = RowParser.parse(1, cells);
          ParsedRow known = RowParser.parse(1, cells, cells, UserColumns.OWN, true);
          if (row instanceof UserRow user) {
            assertThat(known)
                .isEqualTo(
                    new UserRow(
                        1, cells, cells, user.username(), user.action(), user.values(), true));
          } else {
            assertThat(known).isEqualTo(row);
          }
        });
  }

  private static String plain(Random random, List<String> pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    String plain = text.toString().strip();
    assertThat(Blanks.isPlain(plain)).isTrue();
    return plain;
  }

  private static LevelChange level(String cell) {
    return valid("ann", null, cell, null, null).values().level();
  }

  private static UserRow valid(
      String username, String email, String level, String action, String reason) {
    Cells cells = new Cells(username, email, level, action, reason);
    ParsedRow row = RowParser.parse(1, cells);
    assertThat(row).isInstanceOf(UserRow.class);
    return (UserRow) row;
  }
}
