package dev.rollcall.meaning;

import dev.rollcall.csv.ColumnName;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.user.LevelRules;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job's definition means, as a text: part of a run's identity, and kept with it, so that its
 * rejects can be read as the job read its input. Two definitions with the same text do the same
 * with the same input. Chunk size, limits, guards and file names are no part of it.
 */
public final class Meaning {

  private static final String FIRST_LINE = "import 1";
  private static final String AUTO = "auto";
  private static final String ANY = "any";
  private static final String SECRET = "secret";

  private Meaning() {}

  /** A line for each thing it says. */
  public static String of(ImportJob job) {
    Character delimiter = job.csv().delimiter();
    List<String> charsets = job.csv().charsets().stream().map(Charset::name).toList();
    LevelRules levels = job.levels();
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    lines.add("delimiter " + (delimiter == null ? AUTO : Integer.toString(delimiter)));
    lines.add("charset " + (charsets.isEmpty() ? AUTO : String.join(",", charsets)));
    lines.add("header " + job.csv().header());
    lines.addAll(QuirksText.lines(job.csv().quirks()));
    lines.add("mode " + job.mode().word());
    lines.addAll(MissingText.lines(job.missing()));
    lines.add("min " + levels.min());
    lines.add("max " + levels.max());
    lines.add("max-step " + (levels.maxStep() == null ? ANY : levels.maxStep()));
    lines.add("lower " + levels.lowerAllowed());
    for (Map.Entry<Field, String> column : job.columns().names().entrySet()) {
      String name = ColumnName.key(column.getValue());
      lines.add(key(column.getKey()) + " " + oneLine(name));
    }
    for (Field extra : job.columns().extras()) {
      if (extra.isSecret()) {
        lines.add(SECRET + " " + extra.word());
      }
    }
    lines.addAll(CellMeaningsText.lines(job.columns().meanings()));
    return String.join("\n", lines);
  }

  /**
   * A job of the same meaning, with defaults for all that is no part of it.
   *
   * @param text as {@link #of} made it
   */
  public static ImportJob parse(String text, String name) {
    List<String> lines = text.lines().toList();
    if (!lines.get(0).equals(FIRST_LINE)) {
      throw new IllegalArgumentException("no definition of an import: " + lines.get(0));
    }
    String delimiter = value(lines, "delimiter");
    String charset = value(lines, "charset");
    String maxStep = value(lines, "max-step");
    List<Charset> charsets =
        charset.equals(AUTO)
            ? List.of()
            : Arrays.stream(charset.split(",")).map(Charset::forName).toList();
    CsvFormat csv =
        CsvFormat.of(
                delimiter.equals(AUTO) ? null : (char) Integer.parseInt(delimiter),
                charsets,
                Boolean.parseBoolean(value(lines, "header")))
            .with(QuirksText.parse(key -> find(lines, key)));
    Map<Field, String> columns = new TreeMap<>();
    List<Field> fields = new ArrayList<>(Field.OWN);
    fields.addAll(extras(lines));
    for (Field field : fields) {
      String column = find(lines, key(field));
      if (column != null) {
        columns.put(field, severalLines(column));
      }
    }
    LevelRules levels =
        new LevelRules(
            Long.parseLong(value(lines, "min")),
            Long.parseLong(value(lines, "max")),
            maxStep.equals(ANY) ? null : (Long) Long.parseLong(maxStep),
            Boolean.parseBoolean(value(lines, "lower")));
    return new ImportJob(
        name,
        List.of(),
        csv,
        new ColumnMapping(columns, false)
            .asFarAsThere()
            .with(CellMeaningsText.parse(lines, fields)),
        Mode.valueOf(value(lines, "mode").toUpperCase(Locale.ROOT)),
        MissingText.parse(lines),
        levels,
        Limit.DEFAULT,
        null,
        RollbackPolicy.CHUNK,
        Guards.NONE,
        ImportJob.DEFAULT_CHUNK,
        null,
        true,
        Workers.NONE);
  }

  private static List<Field> extras(List<String> lines) {
    List<Field> extras = new ArrayList<>();
    for (String line : lines) {
      int end = line.indexOf(' ');
      String name = end < 0 ? null : Field.extraOf(severalLines(line.substring(0, end)));
      if (name != null) {
        boolean secret = lines.contains(SECRET + " " + name);
        extras.add(Field.extra(extras.size(), name, secret));
      }
    }
    return extras;
  }

  private static String value(List<String> lines, String key) {
    String value = find(lines, key);
    if (value == null) {
      throw new IllegalArgumentException("a definition without " + key);
    }
    return value;
  }

  private static @Nullable String find(List<String> lines, String key) {
    String start = key + " ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse(null);
  }

  /** The word of a field at the beginning of a line: a blank ends it. */
  public static String key(Field field) {
    return oneLine(field.key()).replace(" ", "\\s");
  }

  static String oneLine(String name) {
    return name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static char unescaped(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 's' -> ' ';
      default -> escaped;
    };
  }

  static String severalLines(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '\\') {
        char escaped = name.charAt(++i);
        text.append(unescaped(escaped));
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }
}
