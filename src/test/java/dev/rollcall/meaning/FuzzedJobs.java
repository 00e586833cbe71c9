package dev.rollcall.meaning;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.UserColumns;
import dev.rollcall.user.Usual;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jobs that a fuzzer may choose among, and the columns that users have for them. */
public final class FuzzedJobs {

  /** How many choices of columns there are. */
  public static final int COLUMNS = 12;

  /** From here on rows have no header. */
  private static final int BY_POSITION = 9;

  private static final Field NICK = Field.extra(0, "nick", false);
  private static final Field SCORE = Field.extra(1, "my score", false);
  private static final Field HUSH = Field.extra(2, "pw", true);

  private static final UserColumns EXTRAS =
      new UserColumns(
          List.of(
              new ExtraColumn(NICK, true, 10, Usual.NOTHING),
              new ExtraColumn(SCORE, false, ExtraColumn.LONGEST, Usual.always(1L)),
              new ExtraColumn(HUSH, true, ExtraColumn.LONGEST, Usual.NOTHING)),
          3);

  private static final CellMeanings MEANINGS =
      new CellMeanings(
          List.of("NULL", "-"),
          Map.of(
              Field.USERNAME,
              new CellMeaning(
                  List.of(new Replacement("(?s)@.*$", ""), new Replacement("[0-9]+", "\\$$0")),
                  LetterCase.LOWER,
                  null),
              Field.LEVEL,
              new CellMeaning(
                  List.of(),
                  null,
                  new ValueMap(
                      Map.of("gold", "30", "up", "+1", "none", ""), ValueMap.Rest.REJECT, null)),
              Field.ACTION,
              new CellMeaning(
                  List.of(), null, new ValueMap(Map.of("x", "delete"), ValueMap.Rest.KEEP, null))),
          Map.of());

  private FuzzedJobs() {}

  /**
   * The job of a choice.
   *
   * @param columns below {@link #COLUMNS}
   */
  public static ImportJob of(
      @Nullable Character delimiter, @Nullable Charset charset, int columns, FuzzBytes fuzz) {
    return new ImportJob(
        "fuzz",
        List.of("users.csv"),
        new CsvFormat(delimiter, charset, hasHeader(columns)),
        mapping(columns, fuzz),
        Mode.UPSERT,
        LevelRules.DEFAULT,
        Limit.ofShare(100),
        null,
        RollbackPolicy.CHUNK,
        Guards.NONE,
        ImportJob.DEFAULT_CHUNK,
        null,
        true);
  }

  private static boolean hasHeader(int columns) {
    return columns < 4 || columns >= 6 && columns < BY_POSITION;
  }

  /** The columns that users have for a job. */
  public static UserColumns users(ImportJob job) {
    return job.columns().extras().isEmpty() ? UserColumns.OWN : EXTRAS;
  }

  private static ColumnMapping mapping(int columns, FuzzBytes fuzz) {
    return switch (columns) {
      case 0, 1 -> ColumnMapping.ownNames(false);
      case 2 -> ColumnMapping.ownNames(true);
      case 3 -> {
        String name = new String(fuzz.take(4), StandardCharsets.UTF_8);
        yield new ColumnMapping(Map.of(Field.USERNAME, name, Field.LEVEL, "level"), false);
      }
      case 4 ->
          new ColumnMapping(Map.of(Field.USERNAME, "1", Field.EMAIL, "2", Field.LEVEL, "3"), false);
      case 5 -> new ColumnMapping(Map.of(Field.USERNAME, "2", Field.ACTION, "1"), false);
      case 6 -> ColumnMapping.ownNames(false).with(MEANINGS);
      case 7 -> withExtras(ColumnMapping.ownNames(false), "nick", "score", "pw");
      case 8 -> withExtras(ColumnMapping.ownNames(false).with(MEANINGS), "nick", "score", "pw");
      case BY_POSITION ->
          new ColumnMapping(Map.of(Field.USERNAME, "2", Field.LEVEL, "1"), false).with(MEANINGS);
      case 10 ->
          withExtras(
              new ColumnMapping(Map.of(Field.USERNAME, "1", Field.LEVEL, "3"), false),
              "2",
              "5",
              "4");
      default ->
          withExtras(
              new ColumnMapping(Map.of(Field.USERNAME, "3", Field.ACTION, "2"), false)
                  .with(MEANINGS),
              "1",
              "4",
              "5");
    };
  }

  private static ColumnMapping withExtras(
      ColumnMapping columns, String nick, String score, String hush) {
    return columns.and(Map.of(NICK, nick, SCORE, score, HUSH, hush));
  }
}
