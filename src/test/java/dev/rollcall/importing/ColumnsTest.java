package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnsTest {

  private static final ColumnMapping RENAMED =
      new ColumnMapping(Map.of(Field.USERNAME, "Login", Field.LEVEL, "tier"), false);

  @TempDir Path folder;

  @Test
  void columnsAreFoundByNameWithoutRegardToCaseAndBlanks() {
    Columns columns = resolve(RENAMED, "TIER\u00a0", "password", " login ");
    assertThat(columns.position(Field.USERNAME)).isEqualTo(2);
    assertThat(columns.position(Field.LEVEL)).isEqualTo(0);
    assertThat(columns.position(Field.EMAIL)).isNegative();
    assertThat(columns.notes()).containsExactly("ignored columns: password");
    assertThat(columns.mapsAll()).isFalse();
  }

  /** A job that says nothing of columns takes what there is; one that names them is told. */
  @Test
  void columnsThatTheInputLacksAreToldOnlyIfTheJobNamesThem() {
    assertThat(resolve(ColumnMapping.OWN_NAMES, "username").notes()).isEmpty();
    assertThat(resolve(ColumnMapping.ownNames(true), "username").notes()).isEmpty();
    assertThat(resolve(RENAMED, "login").notes())
        .containsExactly("columns that are not in the input: tier");
  }

  @Test
  void aStrictJobRefusesColumnsThatItDoesNotName() {
    ColumnMapping strict = new ColumnMapping(RENAMED.names(), true);
    assertThat(resolve(strict, "login", "tier").mapsAll()).isTrue();
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
    Columns columns = resolve(strict, "username", "_line", "_Code", "_message");
    assertThat(columns.notes()).isEmpty();
    assertThat(columns.mapsAll()).isTrue();
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
        new ColumnMapping(Map.of(Field.USERNAME, "2", Field.EMAIL, "3", Field.REASON, "4"), false);
    Columns columns = Columns.resolve(positions, List.of(), 3, "users.csv");
    assertThat(columns.position(Field.USERNAME)).isEqualTo(1);
    assertThat(columns.position(Field.EMAIL)).isEqualTo(2);
    assertThat(columns.position(Field.REASON)).isNegative();
    assertThat(columns.notes())
        .containsExactly("ignored columns: column 1", "columns that are not in the input: 4");
    ColumnMapping beyond = new ColumnMapping(Map.of(Field.USERNAME, "4"), false);
    assertThat(
            catchThrowableOfType(
                Failure.class, () -> Columns.resolve(beyond, List.of(), 3, "users.csv")))
        .hasMessageContaining("3 columns");
  }

  @Test
  void cellsAreTakenFromWhereTheirColumnsAre() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x,tier,login\nsecret, 7 ,\" ann\"\n");
    try (CsvReader reader = CsvReader.open(Input.of(file, "a.csv"), CsvFormat.AUTO, "login")) {
      Columns columns = Columns.resolve(RENAMED, reader.header(), reader.width(), "a.csv");
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

  private static Columns resolve(ColumnMapping mapping, String... header) {
    return Columns.resolve(mapping, List.of(header), header.length, "users.csv");
  }

  private static Failure failure(ColumnMapping mapping, String... header) {
    return catchThrowableOfType(Failure.class, () -> resolve(mapping, header));
  }
}
