package dev.rollcall.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputColumnsTest {

  private static final ColumnMapping RENAMED =
      new ColumnMapping(Map.of(Field.USERNAME, "Login", Field.LEVEL, "tier"), false);

  @TempDir Path folder;

  @Test
  void columnsAreFoundByNameWithoutRegardToCaseAndBlanks() {
    InputColumns columns = resolve(RENAMED, "TIER\u00a0", "password", " login ");
    assertThat(columns.position(Field.USERNAME)).isEqualTo(2);
    assertThat(columns.position(Field.LEVEL)).isEqualTo(0);
    assertThat(columns.position(Field.EMAIL)).isNegative();
    assertThat(columns.notes()).containsExactly("ignored columns: password");
    assertThat(columns.keepsAll()).isFalse();
  }

  /** A job that says nothing of columns takes what there is, strict or not. */
  @Test
  void aColumnThatTheJobNamesHasToBeThere() {
    assertThat(resolve(ColumnMapping.OWN_NAMES, "username").notes()).isEmpty();
    assertThat(resolve(ColumnMapping.ownNames(true), "username").notes()).isEmpty();
    ColumnMapping ownNames = new ColumnMapping(ColumnMapping.OWN_NAMES.names(), false);
    assertThat(failure(ownNames, "username", "email", "level", "action"))
        .hasMessageContaining("names the column reason");
    Failure failure = failure(RENAMED, "login", "t\u200bier");
    assertThat(failure.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(failure)
        .hasMessageContaining("names the column tier; the header has login, t\\u200Bier")
        .hasMessageContaining("did you mean t\\u200Bier?");
    assertThat(failure(new ColumnMapping(RENAMED.names(), true), "login"))
        .hasMessageContaining("names the column tier");
  }

  /** Rejects have the columns that the input had, whatever the job names. */
  @Test
  void rejectsThatComeBackLackWhatTheirInputLacked() {
    assertThat(resolve(RENAMED.asFarAsThere(), "login").notes())
        .containsExactly("columns that are not in the input: tier");
  }

  @Test
  void anIgnoredColumnThatLooksLikeAFieldIsNamedWithIt() {
    assertThat(resolve(ColumnMapping.OWN_NAMES, "Username", "E-Mail", "notes").notes())
        .containsExactly(
            "ignored columns: E-Mail, notes",
            "nothing says the email of a user; if the column E-Mail does, name it under columns");
    assertThat(resolve(ColumnMapping.OWN_NAMES, "username", "email", "E-Mail").notes())
        .containsExactly("ignored columns: E-Mail");
    assertThat(failure(ColumnMapping.OWN_NAMES, "User-Name", "level"))
        .hasMessageContaining("did you mean User-Name?");
  }

  @Test
  void aNameThatStandsTwiceIsAnErrorWhereTheJobReadsItAndElseANote() {
    Failure failure = failure(RENAMED, "login", "tier", "x", "\ufeffLOGIN ");
    assertThat(failure.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(failure.problems().get(0).place()).isEqualTo(new Place("users.csv", 1, 4));
    assertThat(failure).hasMessageContaining("column 4 has the name of column 1");
    assertThat(failure(ColumnMapping.OWN_NAMES, "username", "level", "Level"))
        .hasMessageContaining("column 3 has the name of column 2");
    assertThat(resolve(RENAMED, "login", "tier", "notes", "Notes\u00a0", "", "").notes())
        .contains("the header has the column notes twice");
  }

  @Test
  void whatStandsInAHeaderThatMayBeSomebodysDataIsNotPrinted() {
    assertThat(resolve(ColumnMapping.OWN_NAMES, "username", "ann@example.com").notes().toString())
        .doesNotContain("example");
  }

  @Test
  void aStrictJobRefusesColumnsThatItDoesNotName() {
    ColumnMapping strict = new ColumnMapping(RENAMED.names(), true);
    assertThat(resolve(strict, "login", "tier").keepsAll()).isTrue();
    Failure failure = failure(strict, "login", "tier", "password", "notes");
    assertThat(failure.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(failure).hasMessageContaining("password, notes");
    // The job does not read the column that has a field's own name.
    assertThat(failure(strict, "login", "level")).hasMessageContaining("level");
  }

  /** Mended rejects can be fed back to the strictest job. */
  @Test
  void whatARejectFileAddsIsNoStranger() {
    ColumnMapping strict = ColumnMapping.ownNames(true);
    InputColumns columns = resolve(strict, "username", "_line", "_Code", "_message");
    assertThat(columns.notes()).isEmpty();
    assertThat(columns.keepsAll()).isTrue();
  }

  @Test
  void withoutAColumnForTheUsernameThereIsNoImport() {
    Failure failure = failure(ColumnMapping.OWN_NAMES, "login", "mail");
    assertThat(failure.code()).isEqualTo(ProblemCode.HEADER_WRONG);
    assertThat(failure)
        .hasMessageContaining("no column username")
        .hasMessageContaining("login, mail");
  }

  @Test
  void aFirstRowOfSomebodysDataIsNotPrinted() {
    Failure failure = failure(ColumnMapping.OWN_NAMES, "ann", "ann@example.com", "secret");
    assertThat(failure.getMessage()).doesNotContain("example").doesNotContain("secret");
  }

  @Test
  void withoutAHeaderColumnsAreCountedFromOne() {
    ColumnMapping positions =
        new ColumnMapping(Map.of(Field.USERNAME, "2", Field.EMAIL, "3", Field.REASON, "4"), false)
            .asFarAsThere();
    InputColumns columns = InputColumns.resolve(positions, List.of(), 3, InputColumnsTest::place);
    assertThat(columns.position(Field.USERNAME)).isEqualTo(1);
    assertThat(columns.position(Field.EMAIL)).isEqualTo(2);
    assertThat(columns.position(Field.REASON)).isNegative();
    assertThat(columns.notes())
        .containsExactly("ignored columns: column 1", "columns that are not in the input: 4");
    ColumnMapping beyond = new ColumnMapping(Map.of(Field.USERNAME, "4"), false);
    assertThat(
            catchThrowableOfType(
                Failure.class,
                () -> InputColumns.resolve(beyond, List.of(), 3, InputColumnsTest::place)))
        .hasMessageContaining("3 columns");
  }

  @Test
  void cellsAreTakenFromWhereTheirColumnsAre() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x,tier,login\nsecret, 7 ,\" ann\"\n");
    try (CsvReader reader = CsvReader.open(Input.of(file, "a.csv"), CsvFormat.AUTO, "login")) {
      InputColumns columns =
          InputColumns.resolve(RENAMED, reader.header(), reader.width(), InputColumnsTest::place);
      assertThat(columns.cells(reader.next()))
          .isEqualTo(new Cells(" ann", null, " 7 ", null, null));
    }
  }

  /** As many as fit a line: a header may have a thousand names. */
  @Test
  void ofALongHeaderTheFirstNamesAreListed() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      names.add("c" + i);
    }
    assertThat(failure(ColumnMapping.OWN_NAMES, names.toArray(new String[0])).getMessage())
        .contains("c19")
        .doesNotContain("c20");
  }

  private static InputColumns resolve(ColumnMapping mapping, String... header) {
    return InputColumns.resolve(mapping, List.of(header), header.length, InputColumnsTest::place);
  }

  private static Place place(int cell) {
    return new Place("users.csv", 1, cell + 1);
  }

  private static Failure failure(ColumnMapping mapping, String... header) {
    return catchThrowableOfType(Failure.class, () -> resolve(mapping, header));
  }
}
