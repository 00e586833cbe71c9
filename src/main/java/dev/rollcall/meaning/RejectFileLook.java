package dev.rollcall.meaning;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.RejectCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a file tells without its job: that it holds rejects, and whose.
 *
 * @param mark of the run whose rejects they are; null if the file does not say
 */
public record RejectFileLook(char delimiter, @Nullable String mark) {

  /** Somebody may have put rows of his own before the rejects. */
  private static final int MOST_ROWS = 100;

  /**
   * Looks at an input.
   *
   * @param format as its job has it; the delimiter may be another, as programs save files otherwise
   * @return null if it holds no rejects
   */
  public static @Nullable RejectFileLook of(Input input, CsvFormat format) {
    Set<@Nullable Charset> charsets = new LinkedHashSet<>();
    charsets.add(format.charset());
    // Of what can't be read as what it is, delimiters, marks and names of columns can.
    charsets.add(StandardCharsets.ISO_8859_1);
    for (Charset charset : charsets) {
      RejectFileLook look = null;
      if (!format.header()) {
        look = last(input, charset);
      } else {
        if (format.delimiter() != null) {
          look = named(input, new CsvFormat(format.delimiter(), charset, true));
        }
        look = look == null ? named(input, new CsvFormat(null, charset, true)) : look;
      }
      if (look != null) {
        return look;
      }
    }
    return null;
  }

  private static @Nullable RejectFileLook named(Input input, CsvFormat format) {
    try (CsvReader reader = CsvReader.open(input, format, RejectColumns.NAMES.get(1))) {
      RejectColumns columns = RejectColumns.named(reader.header());
      return columns.areThere()
          ? new RejectFileLook(reader.delimiter(), mark(reader, columns))
          : null;
    } catch (Failure e) {
      // Whoever reads it says what is wrong.
      return null;
    }
  }

  /** Where no header says which it is, a few rejects tell a guess too little: a code is sure. */
  private static @Nullable RejectFileLook last(Input input, @Nullable Charset charset) {
    for (char delimiter : CsvFormat.DELIMITERS.toCharArray()) {
      try (CsvReader reader =
          CsvReader.open(input, new CsvFormat(delimiter, charset, false), null)) {
        Row row = reader.next();
        RejectColumns columns = RejectColumns.last(reader.width(), 0);
        if (row != null && isCode(columns.code(row))) {
          String mark = columns.mark(row);
          boolean isMark = RejectColumns.MARK.matcher(mark).matches();
          return new RejectFileLook(delimiter, isMark ? mark : null);
        }
      } catch (Failure e) {
        // With this delimiter it is no CSV.
      }
    }
    return null;
  }

  /** The job, reading the file as it is written, which is for whoever saved it last to say. */
  public ImportJob readBy(ImportJob job, CsvFormat said) {
    List<Charset> charsets = (said.charset() == null ? job.csv() : said).charsets();
    return job.writtenAs(CsvFormat.of(delimiter, charsets, job.csv().header()));
  }

  private static boolean isCode(String text) {
    return Arrays.stream(RejectCode.values()).anyMatch(code -> code.name().equals(text));
  }

  private static @Nullable String mark(CsvReader reader, RejectColumns columns) {
    Row row;
    for (int rows = 0; rows < MOST_ROWS && (row = reader.next()) != null; rows++) {
      String mark = columns.mark(row);
      if (RejectColumns.MARK.matcher(mark).matches()) {
        return mark;
      }
    }
    return null;
  }
}
