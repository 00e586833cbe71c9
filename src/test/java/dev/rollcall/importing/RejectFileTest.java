package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.LevelRules;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejects look like the input that they came from, but for what the job must not know. */
class RejectFileTest {

  private static final Cells CELLS = new Cells("ann", null, "high", null, null);

  @TempDir Path folder;

  @Test
  void mappedColumnsStandInTheInputsOrderUnderTheInputsNames() throws IOException {
    Map<Field, String> names =
        Map.of(Field.USERNAME, "login", Field.LEVEL, "tier", Field.REASON, "why");
    RejectFile file = rejectFile("Tier ;password;LOGIN\n", new CsvFormat(';', null, true), names);
    assertThat(written(file, StandardCharsets.UTF_8, reject("no level")))
        .isEqualTo(
            """
            "Tier ";LOGIN;_run;_line;_code;_message
            high;ann;12-3f9a02c1;7;LEVEL_NOT_A_NUMBER;no level
            """);
  }

  /** Where position is all there is, the columns that the job does not map stay, empty. */
  @Test
  void withoutAHeaderEveryCellStandsWhereItStood() throws IOException {
    RejectFile file =
        rejectFile(
            "x,y,z,high,ann\n",
            new CsvFormat(',', null, false),
            Map.of(Field.USERNAME, "5", Field.LEVEL, "4"));
    assertThat(written(file, StandardCharsets.UTF_8, reject("no level")))
        .isEqualTo(",,,high,ann,12-3f9a02c1,7,LEVEL_NOT_A_NUMBER,no level\n");
  }

  /** Else the line of a reject would be taken for its level, when it comes back. */
  @Test
  void withoutAHeaderNothingStandsWhereTheJobLooksForAColumnThatTheInputDoesNotHave()
      throws IOException {
    Map<Field, String> names = Map.of(Field.USERNAME, "2", Field.LEVEL, "4");
    RejectFile file = rejectFile("x,ann\n", new CsvFormat(',', null, false), names);
    assertThat(written(file, StandardCharsets.UTF_8, reject("no level")))
        .isEqualTo(",ann,,,12-3f9a02c1,7,LEVEL_NOT_A_NUMBER,no level\n");
  }

  /** A run must not fail for the words in which it, or the database, says that a row is bad. */
  @Test
  void messagesCanBeWrittenInTheCharsetOfTheInput() throws IOException {
    Charset latin = StandardCharsets.ISO_8859_1;
    RejectFile file =
        rejectFile("login\n", new CsvFormat(',', latin, true), Map.of(Field.USERNAME, "login"));
    Cells longCells = new Cells("x".repeat(60), null, "y".repeat(60), null, null);
    Reject ofLongCell = ((ParsedRow.Invalid) RowParser.parse(8, longCells)).reject();
    assertThat(written(file, latin, reject("Zoë… 人"), ofLongCell)).contains("Zoë? ?\n");
  }

  private String written(RejectFile file, Charset charset, Reject... rejects) throws IOException {
    Path path = folder.resolve("rejects.csv");
    file.write(path, true, each -> List.of(rejects).forEach(each));
    return Files.readString(path, charset).replace("\r\n", "\n");
  }

  private RejectFile rejectFile(String text, CsvFormat format, Map<Field, String> names)
      throws IOException {
    Path input = Files.writeString(folder.resolve("users.csv"), text);
    ImportJob job =
        new ImportJob(
            "import",
            List.of("users.csv"),
            format,
            new ColumnMapping(names, false).asFarAsThere(),
            Mode.UPSERT,
            LevelRules.DEFAULT,
            Limit.DEFAULT,
            null,
            RollbackPolicy.CHUNK,
            Guards.NONE,
            1,
            null,
            true);
    return new RejectFile(new MappedInput(job, Input.of(input, "users.csv")), "12-3f9a02c1");
  }

  private static Reject reject(String message) {
    return new Reject(7, RejectCode.LEVEL_NOT_A_NUMBER, message, CELLS);
  }
}
