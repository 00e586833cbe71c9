package dev.rollcall.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.cells.CellMeaning;
import dev.rollcall.cells.LetterCase;
import dev.rollcall.cells.Replacement;
import dev.rollcall.cells.ValueMap;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.user.LevelRules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What makes the same input another run, and what does not. */
class MeaningTest {

  private static final ColumnMapping COLUMNS =
      new ColumnMapping(Map.of(Field.USERNAME, "login", Field.EMAIL, "mail"), false);

  private static final ImportJob JOB =
      new ImportJob(
          "nightly",
          List.of("users.csv"),
          CsvFormat.AUTO,
          COLUMNS,
          Mode.UPSERT,
          LevelRules.DEFAULT,
          Limit.DEFAULT,
          null,
          RollbackPolicy.CHUNK,
          Guards.NONE,
          1_000,
          null,
          true);

  private static final Map<String, List<Object>> OTHER_MEANING =
      Map.of(
          "csv",
          List.of(
              new CsvFormat(';', null, true),
              new CsvFormat(',', null, true),
              new CsvFormat(null, StandardCharsets.ISO_8859_1, true),
              new CsvFormat(null, StandardCharsets.UTF_8, true),
              CsvFormat.of(
                  null, List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1), true),
              new CsvFormat(null, null, false),
              CsvFormat.AUTO.with(new Quirks(3, '"', null, null, null)),
              CsvFormat.AUTO.with(new Quirks(0, null, null, null, null)),
              CsvFormat.AUTO.with(new Quirks(0, '\'', null, null, null)),
              CsvFormat.AUTO.with(new Quirks(0, '"', '\\', null, null)),
              CsvFormat.AUTO.with(new Quirks(0, '"', null, '#', null)),
              CsvFormat.AUTO.with(new Quirks(0, '"', null, null, new Trailer("E\\*", 0))),
              CsvFormat.AUTO.with(new Quirks(0, '"', null, null, new Trailer("E\\*", 2)))),
          "columns",
          List.of(
              ColumnMapping.OWN_NAMES,
              new ColumnMapping(Map.of(Field.USERNAME, "login"), false),
              new ColumnMapping(Map.of(Field.USERNAME, "mail", Field.EMAIL, "login"), false),
              new ColumnMapping(Map.of(Field.USERNAME, "login", Field.REASON, "mail"), false),
              meaning(Field.USERNAME, new CellMeaning(List.of(), LetterCase.LOWER, null)),
              meaning(Field.USERNAME, new CellMeaning(List.of(), LetterCase.UPPER, null)),
              meaning(Field.EMAIL, new CellMeaning(List.of(), LetterCase.UPPER, null)),
              meaning(
                  Field.EMAIL, new CellMeaning(List.of(new Replacement("a\\n", "")), null, null)),
              meaning(
                  Field.EMAIL,
                  new CellMeaning(
                      List.of(new Replacement("b", "a"), new Replacement("a", "b")), null, null)),
              meaning(
                  Field.EMAIL,
                  new CellMeaning(
                      List.of(new Replacement("a", "b"), new Replacement("b", "a")), null, null)),
              meaning(Field.LEVEL, values(Map.of("gold", "30"), ValueMap.Rest.KEEP, null)),
              meaning(Field.LEVEL, values(Map.of("gold", "31"), ValueMap.Rest.KEEP, null)),
              meaning(Field.LEVEL, values(Map.of("gold", "30"), ValueMap.Rest.REJECT, null)),
              meaning(Field.LEVEL, values(Map.of("gold", "30"), ValueMap.Rest.TEXT, "")),
              meaning(Field.LEVEL, values(Map.of(), ValueMap.Rest.REJECT, null)),
              COLUMNS.with(new CellMeanings(List.of("-"), Map.of(), Map.of())),
              COLUMNS.with(new CellMeanings(List.of("-", "\\"), Map.of(), Map.of())),
              COLUMNS.with(new CellMeanings(List.of(), Map.of(), Map.of(Field.LEVEL, "0"))),
              COLUMNS.with(
                  new CellMeanings(List.of(), Map.of(), Map.of(Field.EMAIL, "a@example.com"))),
              new ColumnMapping(Map.of(Field.USERNAME, "login\nemail mail"), false),
              new ColumnMapping(Map.of(Field.USERNAME, "login\\nemail mail\\\r"), false)),
          "mode",
          List.of(Mode.INSERT, Mode.UPDATE, Mode.MIRROR),
          "missing",
          List.of(
              new Missing(0L, Map.of(), null),
              new Missing(1L, Map.of(), null),
              new Missing(1L, Map.of(), 30),
              new Missing(1L, Map.of("active", "0"), 30),
              new Missing(null, Map.of("active", "0 1"), null)),
          "levels",
          List.of(
              new LevelRules(1, 100, null, true),
              new LevelRules(0, 99, null, true),
              new LevelRules(0, 100, 1L, true),
              new LevelRules(0, 100, null, false)));

  private static final Map<String, List<Object>> SAME_MEANING =
      Map.ofEntries(
          // Part of a run's identity by itself.
          Map.entry("name", List.of("weekly")),
          Map.entry("from", List.of(List.of("moved/users.csv"), List.of("-"))),
          Map.entry(
              "columns",
              List.of(
                  new ColumnMapping(COLUMNS.names(), true),
                  meaning(Field.LEVEL, CellMeaning.ITSELF),
                  new ColumnMapping(
                      Map.of(Field.USERNAME, "LOGIN", Field.EMAIL, " Mail\u00a0"), false))),
          Map.entry("rejectLimit", List.of(Limit.ofCount(0), Limit.ofShare(5))),
          Map.entry("rejectFile", List.of(Path.of("out/rejects.csv"))),
          Map.entry("rollback", List.of(RollbackPolicy.RUN)),
          Map.entry("guards", List.of(new Guards(Map.of(Guards.Kind.DELETE, Limit.ofCount(1))))),
          Map.entry("chunk", List.of(1)),
          Map.entry("workers", List.of(Workers.WANTED)),
          Map.entry("to", List.of("other.db")),
          Map.entry("create", List.of(false)));

  private static ColumnMapping meaning(Field field, CellMeaning meaning) {
    return COLUMNS.with(new CellMeanings(List.of(), Map.of(field, meaning), Map.of()));
  }

  private static CellMeaning values(Map<String, String> values, ValueMap.Rest rest, String text) {
    return new CellMeaning(List.of(), null, new ValueMap(values, rest, text));
  }

  @Test
  void whatARowMeansIsPartOfIt() {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put(Meaning.of(JOB), "the job itself");
    OTHER_MEANING.forEach(
        (component, values) ->
            values.forEach(
                value -> {
                  String change = component + " " + value;
                  assertThat(seen.put(Meaning.of(with(component, value)), change))
                      .as("what means the same as %s", change)
                      .isNull();
                }));
  }

  @Test
  void howTheWorkIsDoneIsNoPartOfIt() {
    SAME_MEANING.forEach(
        (component, values) ->
            values.forEach(
                value ->
                    assertThat(Meaning.of(with(component, value)))
                        .as("%s %s", component, value)
                        .isEqualTo(Meaning.of(JOB))));
  }

  /** Whoever adds something to a job has to say here whether it is part of its meaning. */
  @Test
  void itIsDecidedForEverythingThatAJobSays() {
    Set<String> decided = new TreeSet<>(OTHER_MEANING.keySet());
    decided.addAll(SAME_MEANING.keySet());
    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ImportJob.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  /** It stands in every ledger there is: another text would make done work look new. */
  @Test
  void itStaysTheSameFromVersionToVersion() {
    assertThat(Meaning.of(JOB))
        .isEqualTo(
            """
            import 1
            delimiter auto
            charset auto
            header true
            mode upsert
            min 0
            max 100
            max-step any
            lower true
            username login
            email mail""");
  }

  /** A run's rejects are read as its input was, whatever has become of its job file. */
  @Test
  void aJobIsReadBackWithTheSameMeaning() {
    OTHER_MEANING.forEach(
        (component, values) ->
            values.forEach(
                value -> {
                  String meaning = Meaning.of(with(component, value));
                  assertThat(Meaning.of(Meaning.parse(meaning, "other"))).isEqualTo(meaning);
                }));
  }

  private static ImportJob with(String component, Object value) {
    try {
      RecordComponent[] components = ImportJob.class.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean other = components[i].getName().equals(component);
        values[i] = other ? value : components[i].getAccessor().invoke(JOB);
      }
      return ImportJob.class.getDeclaredConstructor(types).newInstance(values);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
