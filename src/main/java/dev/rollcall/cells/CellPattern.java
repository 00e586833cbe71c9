package dev.rollcall.cells;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A replacement that can be applied. The time it takes is in proportion to the length of the cell,
 * whatever the pattern; the JDK's own would take years for some.
 */
public final class CellPattern {

  /** As often may a part be repeated, all repetitions of a pattern multiplied. */
  private static final long MOST_REPEATED = 1_000;

  private static final java.util.regex.Pattern REPEATED =
      java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

  private static final java.util.regex.Pattern GROUP =
      java.util.regex.Pattern.compile("\\\\[$\\\\]|\\$([0-9])|(\\\\|\\$)");

  /** Text, and perhaps all that is behind it: the usual ones need no machine. */
  private static final java.util.regex.Pattern SIMPLE =
      java.util.regex.Pattern.compile(
          "([^\\\\.+*?()|\\[\\]{}^$\\n\\x{D800}-\\x{DFFF}]+)(\\.\\*\\$)?");

  private static final java.util.regex.Pattern PLAIN = java.util.regex.Pattern.compile("[^$\\\\]*");

  private final Pattern pattern;
  private final String text;

  /** What is replaced, if the pattern is simple and the text as well; else null. */
  private final @Nullable String literal;

  private final boolean toTheEnd;

  private CellPattern(Replacement replacement) {
    this.pattern = Pattern.compile(replacement.pattern());
    this.text = replacement.text();
    java.util.regex.Matcher simple = SIMPLE.matcher(replacement.pattern());
    boolean isSimple = simple.matches() && PLAIN.matcher(text).matches();
    this.literal = isSimple ? simple.group(1) : null;
    this.toTheEnd = isSimple && simple.group(2) != null;
  }

  static CellPattern of(Replacement replacement) {
    return new CellPattern(replacement);
  }

  /** What is wrong with a replacement, in words; null if nothing is. */
  public static @Nullable String fault(Replacement replacement) {
    long repeated = 1;
    Matcher repetition = REPEATED.matcher(replacement.pattern());
    while (repetition.find() && repeated <= MOST_REPEATED) {
      String most = repetition.group(2);
      String count = most == null || most.isEmpty() ? repetition.group(1) : most;
      repeated *= Math.max(1, Long.parseLong(count));
    }
    if (repeated > MOST_REPEATED) {
      return "repeats a part more than " + MOST_REPEATED + " times";
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(replacement.pattern());
    } catch (PatternSyntaxException e) {
      return "is no regular expression of RE2: " + e.getDescription();
    }
    Matcher group = GROUP.matcher(replacement.text());
    while (group.find()) {
      if (group.group(2) != null) {
        return "is replaced by a text with a " + group.group(2) + " without a number or backslash";
      }
      if (group.group(1) != null && Integer.parseInt(group.group(1)) > pattern.groupCount()) {
        return "has no group " + group.group(1);
      }
    }
    return null;
  }

  String applyTo(String cell) {
    if (literal == null) {
      return pattern.matcher(cell).replaceAll(text);
    }
    if (!toTheEnd) {
      return cell.replace(literal, text);
    }
    // No dot is a line end.
    int from = cell.indexOf(literal, cell.lastIndexOf('\n') + 1);
    return from < 0 ? cell : cell.substring(0, from) + text;
  }
}
