package dev.rollcall.jobfile;

import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file has beside rows, as job files and flags say it; see {@link JobValues}. */
public final class QuirkWords {

  /** For a file that quotes nothing. */
  static final String NONE = "none";

  public static final List<String> SIGNS =
      Quirks.SIGNS.chars().mapToObj(Character::toString).toList();
  public static final List<String> QUOTES = quotes();

  private QuirkWords() {}

  private static List<String> quotes() {
    List<String> quotes = new ArrayList<>();
    quotes.add(Character.toString(Quirks.USUAL_QUOTE));
    quotes.addAll(SIGNS);
    quotes.add(NONE);
    return List.copyOf(quotes);
  }

  /** How many lines are passed over. */
  public static int skip(String text) {
    return Math.toIntExact(JobValues.wholeNumber(text, 0, Quirks.MOST_SKIPPED));
  }

  /** What cells are quoted with; null for the word {@code none}. */
  public static @Nullable Character quote(String text) {
    JobValues.indexIn(QUOTES, text);
    return text.equals(NONE) ? null : (Character) text.charAt(0);
  }

  /** An escape, or what begins a comment. */
  public static Character sign(String text) {
    JobValues.indexIn(SIGNS, text);
    return text.charAt(0);
  }

  /** What the last line is like. */
  public static String trailer(String text) {
    String match = JobValues.text(text, Trailer.LONGEST).strip();
    if (match.length() > Trailer.LONGEST) {
      throw new WrongWord("must have at most " + Trailer.LONGEST + " characters", null);
    }
    return match;
  }

  /** The place of the cell that says how many rows there are. */
  public static int trailerRows(String text) {
    return Math.toIntExact(JobValues.wholeNumber(text, 1, Key.LAST_POSITION));
  }

  /** All of it, if no character has two meanings. */
  public static Quirks quirks(
      int skip,
      @Nullable Character quote,
      @Nullable Character escape,
      @Nullable Character comment,
      @Nullable Trailer trailer) {
    if (escape != null && escape.equals(quote)) {
      throw new WrongWord(
          "names " + escape + " for quotes and escapes",
          "leave the escape out: a quote that is doubled is always understood");
    }
    if (comment != null && (comment.equals(quote) || comment.equals(escape))) {
      throw new WrongWord("names " + comment + " for comments and for something else", null);
    }
    return new Quirks(skip, quote, escape, comment, trailer);
  }
}
