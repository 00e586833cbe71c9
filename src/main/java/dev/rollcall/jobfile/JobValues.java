package dev.rollcall.jobfile;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.monitoring.PingUrl;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Limit;
import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import dev.rollcall.user.LevelRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that job files and flags share. Every method throws {@link WrongWord} for a value that
 * it does not take; none corrects one.
 */
public final class JobValues {

  /** A word for what is found by looking. */
  static final String AUTO = "auto";

  /** Refuses every column that the job does not name. */
  static final String STRICT = "strict";

  /** What becomes of users whom a mirror's input does not name. */
  static final String DELETE = "delete";

  public static final List<String> DELIMITERS = delimiters();
  public static final List<String> MODES = Arrays.stream(Mode.values()).map(Mode::word).toList();
  public static final List<String> ROLLBACKS =
      Arrays.stream(RollbackPolicy.values()).map(RollbackPolicy::word).toList();
  static final List<String> GUARDS =
      Arrays.stream(Guards.Kind.values()).map(Guards.Kind::word).toList();
  static final List<String> LOWERINGS = List.of("allow", "reject");

  /** More rejects than this are better said as a share. */
  static final long MOST_REJECTS = 1_000_000_000;

  /** In code points; for paths and the like. */
  static final int LONGEST_TEXT = 4_096;

  private static final Pattern WORD = Pattern.compile("[^\\s:]{1,40}");

  private static final Map<String, String> DELIMITER_NICKNAMES =
      Map.of("comma", ",", "semicolon", ";", "\\t", "tab", "pipe", "|", "bar", "|", "caret", "^");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  /** Three decimals, so that a share is written back as it was read. */
  private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?%");

  private JobValues() {}

  /** {@code auto}, which is null, or a delimiter; {@code tab} or the character itself for a tab. */
  public static @Nullable Character delimiter(String text) {
    if (text.equals(AUTO)) {
      return null;
    }
    if (text.equals("tab")) {
      return '\t';
    }
    if (text.length() == 1 && CsvFormat.DELIMITERS.contains(text)) {
      return text.charAt(0);
    }
    String nickname = DELIMITER_NICKNAMES.get(text);
    String near = nickname == null ? Nearest.to(text, List.of(AUTO, "tab")) : nickname;
    throw new WrongWord(
        "must be auto, tab or one of , ; | ^, not " + Visible.quoted(text),
        near == null ? null : didYouMean(near));
  }

  public static Mode mode(String text) {
    return Mode.values()[indexIn(MODES, text)];
  }

  public static RollbackPolicy rollback(String text) {
    return RollbackPolicy.values()[indexIn(ROLLBACKS, text)];
  }

  /** Whether levels may be lowered: {@code allow} or {@code reject}. */
  public static boolean lower(String text) {
    return indexIn(LOWERINGS, text) == 0;
  }

  /** Guards as a flag has them: {@code delete=10%,lower=20%}. */
  public static Guards guards(String text) {
    Map<Guards.Kind, Limit> bounds = new EnumMap<>(Guards.Kind.class);
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length != 2) {
        throw new WrongWord(
            "must be pairs such as delete=10%,lower=20%, not " + Visible.quoted(part), null);
      }
      Guards.Kind kind = Guards.Kind.values()[indexIn(GUARDS, pair[0].strip())];
      if (bounds.put(kind, limit(pair[1].strip())) != null) {
        throw new WrongWord("names " + kind.word() + " twice", "remove one of the two");
      }
    }
    return new Guards(bounds);
  }

  /** A count, {@code 100}, or a share of the rows or users, {@code 5%} or {@code 0.5%}. */
  public static Limit limit(String text) {
    if (WHOLE_NUMBER.matcher(text).matches()) {
      long count = Long.parseLong(text);
      if (count >= 0 && count <= MOST_REJECTS) {
        return Limit.ofCount(count);
      }
    } else if (SHARE.matcher(text).matches()) {
      double percent = Double.parseDouble(text.substring(0, text.length() - 1));
      if (percent <= 100) {
        return Limit.ofShare(percent);
      }
    }
    throw new WrongWord(
        "must be a number such as 100, or a share such as 5%, not " + Visible.quoted(text),
        adviceOnLimit(text.replaceAll("\\s", "")));
  }

  private static @Nullable String adviceOnLimit(String tight) {
    if (!tight.endsWith("%")) {
      return WHOLE_NUMBER.matcher(tight).matches() ? "it is 0 to " + MOST_REJECTS : null;
    }
    if (!SHARE.matcher(tight).matches()) {
      return "a share is 0% to 100%, with at most three decimals";
    }
    double percent = Double.parseDouble(tight.substring(0, tight.length() - 1));
    return percent > 100 ? "a share is at most 100%" : "write " + tight;
  }

  /** Rows of a transaction. */
  public static int chunk(String text) {
    return Math.toIntExact(wholeNumber(text, 1, ImportJob.LARGEST_CHUNK));
  }

  /** The lowest or highest level. */
  public static long level(String text) {
    return wholeNumber(text, -LevelRules.LARGEST, LevelRules.LARGEST);
  }

  /** The name of a job. */
  public static String jobName(String text) {
    return text(text, ImportJob.NAME_LENGTH);
  }

  /**
   * Where a monitor waits for pings; null for nothing, as a variable may be where there is none.
   * What is said of a wrong one is without it.
   */
  public static @Nullable PingUrl ping(String text) {
    try {
      return text.isBlank() ? null : PingUrl.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new WrongWord(String.valueOf(wrong.getMessage()), null);
    }
  }

  /** The path of a file. */
  public static Path path(String text) {
    try {
      return Path.of(text(text, LONGEST_TEXT));
    } catch (InvalidPathException wrong) {
      throw new WrongWord(
          "must be a path, not " + Visible.quoted(text) + ": " + wrong.getReason(), null);
    }
  }

  /**
   * Columns as a flag has them: {@code username=login,email=mail}, with {@code strict} among them
   * or alone. A header name with a comma in it takes a job file.
   */
  public static ColumnMapping columns(String text) {
    if (text.strip().equals(STRICT)) {
      return ColumnMapping.ownNames(true);
    }
    ColumnNames columns = new ColumnNames();
    boolean strict = false;
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2) {
        columns.put(field(pair[0].strip()), pair[1].strip());
      } else if (pair[0].equals(STRICT)) {
        strict = true;
      } else {
        throw new WrongWord(
            "must be pairs such as username=login,email=mail, not " + Visible.quoted(part), null);
      }
    }
    return columns.mapping(strict);
  }

  private static Field field(String text) {
    List<String> fields = Field.OWN.stream().map(Field::word).toList();
    int index = fields.indexOf(text);
    if (index < 0) {
      String near = Nearest.to(text, fields);
      throw new WrongWord(
          "must name fields among " + String.join(", ", fields) + ", not " + Visible.quoted(text),
          near == null ? null : didYouMean(near));
    }
    return Field.OWN.get(index);
  }

  static boolean trueOrFalse(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new WrongWord("must be true or false, not " + Visible.quoted(text), null);
    }
    return text.equals("true");
  }

  static long wholeNumber(String text, long least, long most) {
    if (WHOLE_NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new WrongWord(
        "must be a whole number from " + least + " to " + most + ", not " + Visible.quoted(text),
        null);
  }

  static String text(String text, int longest) {
    if (text.isBlank()) {
      throw new WrongWord("has no value", null);
    }
    return line(text, longest);
  }

  /** The same, if it may be blanks alone. */
  static String line(String text, int longest) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new WrongWord("must be one line without control characters", null);
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw new WrongWord("must have at most " + longest + " characters", null);
    }
    return text;
  }

  /** A key, quoted unless it is no word: then it may be a line of a file that is none of ours. */
  static String key(String text) {
    return WORD.matcher(text).matches()
        ? Visible.quoted(text)
        : "of " + text.codePointCount(0, text.length()) + " characters, which is no word";
  }

  static String didYouMean(String word) {
    return "did you mean \"" + word + "\"?";
  }

  static int indexIn(List<String> words, String text) {
    int index = words.indexOf(text);
    if (index < 0) {
      int last = words.size() - 1;
      String all = String.join(", ", words.subList(0, last)) + " or " + words.get(last);
      String near = Nearest.to(text, words);
      throw new WrongWord(
          "must be " + all + ", not " + Visible.quoted(text),
          near == null ? null : didYouMean(near));
    }
    return index;
  }

  private static List<String> delimiters() {
    List<String> words = new ArrayList<>(List.of(AUTO));
    CsvFormat.DELIMITERS.chars().forEach(c -> words.add(c == '\t' ? "tab" : Character.toString(c)));
    return List.copyOf(words);
  }
}
