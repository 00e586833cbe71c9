package dev.rollcall.guessing;

import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Counted;
import dev.rollcall.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a file of another program reads, and what is in it. */
public final class Guess {

  /** A charset that reads less like words may be a wrong one. */
  private static final double LEAST_LIKELY = 0.6;

  private static final double CLEARLY_BETTER = 0.25;

  /** One in this many rows may have another width. */
  private static final int MOST_WRONG = 10;

  private final String file;
  private final List<CharsetGuess> charsets;
  private final CsvFormat format;
  private final Table table;
  private final Reading reading;
  private final Roles roles;
  private final FileFacts whole;
  private final List<CsvFormat> rivals;
  private final boolean openQuote;
  private final @Nullable OtherCount otherCount;

  /**
   * The number of rows that the last line tells, where it is not the number of rows there are.
   *
   * @param cell which of its cells tells it, counted from 1
   */
  record OtherCount(int cell, String rows) {}

  /**
   * @param charsets those that fit, the likeliest first; none if it is ASCII
   * @param rivals other formats in which it reads about as well
   * @param openQuote whether the usual quote, which it is not read with, never closes in it
   * @param otherCount null if the last line tells no number of rows, or the right one
   */
  Guess(
      String file,
      List<CharsetGuess> charsets,
      CsvFormat format,
      Table table,
      Reading reading,
      Roles roles,
      FileFacts whole,
      List<CsvFormat> rivals,
      boolean openQuote,
      @Nullable OtherCount otherCount) {
    this.file = file;
    this.charsets = List.copyOf(charsets);
    this.format = format;
    this.table = table;
    this.reading = reading;
    this.roles = roles;
    this.whole = whole;
    this.rivals = List.copyOf(rivals);
    this.openQuote = openQuote;
    this.otherCount = otherCount;
  }

  /** As the user named it. */
  public String file() {
    return file;
  }

  /** How it is written, with its quirks, its trailer and its charset. */
  public CsvFormat format() {
    return format;
  }

  /** How many rows could be users. */
  public long rows() {
    return whole.rows();
  }

  /** The columns that were found, as a job file names them. */
  public Map<Field, String> columns() {
    Map<Field, String> columns = new LinkedHashMap<>();
    roles.columns().forEach((field, at) -> columns.put(field, at.reference(format.header())));
    return columns;
  }

  /** What the user has to decide or to look at, in words; empty if nothing. */
  public List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    doubt(doubts, charsetUnsure(), "nothing tells for sure in which charset it is written");
    doubt(doubts, !rivals.isEmpty(), "it reads about as well in another way");
    doubt(doubts, openQuote, "a quote in it never closes: it may have been cut off");
    doubt(doubts, !table.sure(), "nothing tells whether its first row names columns or is a user");
    doubt(doubts, table.mayBeginAbove(), "what is skipped may have users in it");
    boolean unnamed = roles.column(Field.USERNAME) == null;
    doubt(doubts, unnamed, "nothing tells which column names users");
    doubt(
        doubts,
        !unnamed && roles.usernameUnsure(format.header()),
        "which column names users is told by what is in it alone");
    doubt(doubts, !unnamed && anotherTellsApart(), "another column names each user once");
    table.twice().forEach(name -> doubts.add("the column " + name + " is there twice"));
    doubt(doubts, whole.failure() != null, "it can't be read to its end");
    if (otherCount != null) {
      doubts.add(
          "its last line says "
              + Visible.of(otherCount.rows())
              + ", and it has "
              + Counted.of(whole.rows(), "row")
              + ": it may have been cut off");
    }
    doubt(doubts, whole.wrong() * MOST_WRONG > whole.rows(), "many rows have another width");
    ending(doubts);
    GuessedColumns.doubts(roles, doubts);
    return doubts;
  }

  /** Whether the column of usernames has some twice, and another one by its name has none. */
  private boolean anotherTellsApart() {
    return whole.twice() > 0
        && !roles.doubts().contains(Field.USERNAME)
        && roles.others().getOrDefault(Field.USERNAME, List.of()).stream()
            .anyMatch(column -> column.filled() > 0 && column.values().size() == column.filled());
  }

  private static void doubt(List<String> doubts, boolean there, String what) {
    if (there) {
      doubts.add(what);
    }
  }

  private void ending(List<String> doubts) {
    if (whole.last().isEmpty()) {
      return;
    }
    List<String> last = whole.last().get(whole.last().size() - 1);
    if (Guesser.isNoRow(last, table.width())) {
      doubts.add("more than one line at its end may be no row");
    } else if (last.size() < table.width()) {
      doubts.add("its last row lacks cells: it may have been cut off");
    }
  }

  /** Whether two charsets read it about as well, or none reads it like words. */
  private boolean charsetUnsure() {
    double best = charsets.isEmpty() ? 1 : charsets.get(0).likely();
    return best < LEAST_LIKELY
        || charsets.size() > 1 && charsets.get(1).likely() > best - CLEARLY_BETTER;
  }

  List<CharsetGuess> charsets() {
    return charsets;
  }

  Table table() {
    return table;
  }

  Reading reading() {
    return reading;
  }

  Roles roles() {
    return roles;
  }

  FileFacts whole() {
    return whole;
  }

  @Nullable OtherCount otherCount() {
    return otherCount;
  }

  List<CsvFormat> rivals() {
    return rivals;
  }
}
