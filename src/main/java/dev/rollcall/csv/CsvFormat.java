package dev.rollcall.csv;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How a file is said to be written; what is null is found by looking.
 *
 * @param delimiter one of {@code , ; | ^} or tab, or null to look
 * @param charset null for UTF-8 with or without BOM, or UTF-16 with BOM
 * @param header whether the first row names the columns
 */
public record CsvFormat(@Nullable Character delimiter, @Nullable Charset charset, boolean header) {

  /** The delimiters there are, in the order in which they win a draw. */
  public static final String DELIMITERS = ",;\t|^";

  public static final CsvFormat AUTO = new CsvFormat(null, null, true);

  public CsvFormat {
    if (delimiter != null && DELIMITERS.indexOf(delimiter) < 0) {
      throw new IllegalArgumentException("delimiter " + delimiter);
    }
  }
}
