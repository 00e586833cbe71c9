package dev.rollcall.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is said to be written; what is null is found by looking.
 *
 * @param delimiter one of {@code , ; | ^} or tab, or null to look
 * @param charset null for UTF-8 with or without BOM, or UTF-16 with BOM
 * @param otherCharsets what a file may be written in that does not fit the charset before, which is
 *     then UTF-8; the first that fits all of it is taken
 * @param header whether the first row names the columns
 * @param quirks what it has beside rows, or instead of double quotes
 */
public record CsvFormat(
    @Nullable Character delimiter,
    @Nullable Charset charset,
    List<Charset> otherCharsets,
    boolean header,
    Quirks quirks) {

  /** The delimiters there are. */
  public static final String DELIMITERS = ",;\t|^";

  public static final CsvFormat AUTO = new CsvFormat(null, null, true);

  public CsvFormat {
    otherCharsets = List.copyOf(otherCharsets);
    if (delimiter != null && DELIMITERS.indexOf(delimiter) < 0) {
      throw new IllegalArgumentException("delimiter " + delimiter);
    }
    if (!otherCharsets.isEmpty() && !StandardCharsets.UTF_8.equals(charset)) {
      throw new IllegalArgumentException("several charsets, and UTF-8 is not the first");
    }
  }

  /** With one charset, or none. */
  public CsvFormat(@Nullable Character delimiter, @Nullable Charset charset, boolean header) {
    this(delimiter, charset, List.of(), header, Quirks.NONE);
  }

  /**
   * With any number of charsets; none to look.
   *
   * @param charsets the first is UTF-8, if they are several
   */
  public static CsvFormat of(
      @Nullable Character delimiter, List<Charset> charsets, boolean header) {
    return charsets.isEmpty()
        ? new CsvFormat(delimiter, null, header)
        : new CsvFormat(
            delimiter, charsets.get(0), charsets.subList(1, charsets.size()), header, Quirks.NONE);
  }

  /** The same, divided by this delimiter. */
  public CsvFormat dividedBy(char found) {
    return new CsvFormat(found, charset, otherCharsets, header, quirks);
  }

  /** The same, written in this charset alone. */
  public CsvFormat writtenIn(Charset found) {
    return new CsvFormat(delimiter, found, List.of(), header, quirks);
  }

  /** The same, with these quirks and no others. */
  public CsvFormat with(Quirks all) {
    return new CsvFormat(delimiter, charset, otherCharsets, header, all);
  }

  /** All that are named, in the order in which they are tried. */
  public List<Charset> charsets() {
    List<Charset> all = new ArrayList<>();
    if (charset != null) {
      all.add(charset);
    }
    all.addAll(otherCharsets);
    return all;
  }
}
