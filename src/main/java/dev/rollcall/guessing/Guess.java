package dev.rollcall.guessing;

import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.CsvFormat;
import dev.rollcall.reject.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a file of another program reads, and what is in it. */
public final class Guess {

  /** A charset that reads less like words may be a wrong one. */
  private static final double LEAST_LIKELY = 0.6;

  private static final double CLEARLY_BETTER = 0.25;

  private final String file;
  private final List<CharsetGuess> charsets;
  private final CsvFormat format;
  private final Table table;
  private final Reading reading;
  private final Roles roles;
  private final FileFacts whole;
  private final List<CsvFormat> rivals;

  /**
   * @param charsets those that fit, the likeliest first; none if it is ASCII
   * @param rivals other formats in which it reads about as well
   */
  Guess(
      String file,
      List<CharsetGuess> charsets,
      CsvFormat format,
      Table table,
      Reading reading,
      Roles roles,
      FileFacts whole,
      List<CsvFormat> rivals) {
    this.file = file;
    this.charsets = List.copyOf(charsets);
    this.format = format;
    this.table = table;
    this.reading = reading;
    this.roles = roles;
    this.whole = whole;
    this.rivals = List.copyOf(rivals);
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

  /** What the user has to decide, in words; null if nothing. */
  public @Nullable String doubt() {
    if (charsetUnsure()) {
      return "nothing tells for sure in which charset it is written";
    }
    if (!rivals.isEmpty()) {
      return "it reads about as well in another way";
    }
    return roles.column(Field.USERNAME) == null ? "nothing tells which column names users" : null;
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

  List<CsvFormat> rivals() {
    return rivals;
  }
}
