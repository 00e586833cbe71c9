package dev.rollcall.guessing;

import dev.rollcall.text.Blanks;
import dev.rollcall.user.EmailRule;
import java.util.regex.Pattern;

/** What a cell looks like, by which well divided text is told from badly divided text. */
enum CellKind {
  EMPTY,
  NUMBER,
  DATE,
  ADDRESS,
  TEXT,
  /** Has another delimiter in it, as a sentence may. */
  PUNCTUATED,
  /** Is in quotes, which were taken for text. */
  QUOTED,
  /** Has a quote at one end, or beside a delimiter: it is a part of a cell, or more than one. */
  TORN;

  private static final Pattern NUMBERS =
      Pattern.compile("[-+$\u20ac\u00a3]?[0-9][0-9 .,']*([eE][-+]?[0-9]+)?\\s?[%$\u20ac]?");

  private static final Pattern DATES =
      Pattern.compile(
          "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([T ][0-9:.]+(Z|[-+][0-9:]+| ?[AaPp][Mm])?)?"
              + "|[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?");

  /** As it is between two cells that were taken for one. */
  private static final Pattern SEAM = Pattern.compile("[,;\t|^] ?[\"']|[\"'] ?[,;\t|^]");

  private static final Pattern OTHERS = Pattern.compile("[,;\t|^]");

  /** A longer cell is looked at no further. */
  private static final int LONGEST = 200;

  static CellKind of(String cell) {
    String text = Blanks.strip(cell);
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.length() <= LONGEST) {
      if (NUMBERS.matcher(text).matches()) {
        return NUMBER;
      }
      if (DATES.matcher(text).matches()) {
        return DATE;
      }
      if (text.indexOf('@') > 0 && EmailRule.judge(text) == null) {
        return ADDRESS;
      }
    }
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    if (isQuote(first) && first == last && text.length() > 1) {
      return QUOTED;
    }
    if (isQuote(first) || isQuote(last) || SEAM.matcher(text).find()) {
      return TORN;
    }
    return OTHERS.matcher(text).find() ? PUNCTUATED : TEXT;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /** How much such a cell speaks for the way in which the text was divided, 0 to 1. */
  double weight() {
    return switch (this) {
      case TORN -> 0;
      case QUOTED -> 0.3;
      case PUNCTUATED -> 0.6;
      case EMPTY -> 0.9;
      default -> 1;
    };
  }
}
