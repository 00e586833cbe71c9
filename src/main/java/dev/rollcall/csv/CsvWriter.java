package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.text.Blanks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Locale;

/**
 * Writes rows by RFC 4180: lines end with CR LF, a cell is quoted only where it would not be read
 * back the same without. What {@link CsvReader} reads of it are the same rows, except those of
 * which every cell is blank, and for the first one once more. Not thread-safe.
 *
 * <p>Failures are {@code OUTPUT_UNWRITABLE}, also for a character that the charset does not have:
 * none is ever replaced.
 */
public final class CsvWriter {

  private static final String LINE_END = "\r\n";

  private static final int BUFFER_CHARACTERS = 1 << 15;

  private final Writer out;
  private final StringBuilder buffer = new StringBuilder(BUFFER_CHARACTERS);
  private final char delimiter;
  private boolean begun;

  /**
   * @param out stays open when this is done
   * @param charset UTF-16 and UTF-32, little or big endian, get a byte order mark, without which
   *     nobody could read them
   */
  public CsvWriter(OutputStream out, char delimiter, Charset charset) {
    this.delimiter = delimiter;
    this.out =
        new OutputStreamWriter(
            out,
            charset
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    if (TextEncoding.needsMark(charset)) {
      buffer.append('\ufeff');
    }
  }

  /** Writes one row; a row without cells is refused, since it would be a blank line. */
  public void row(List<String> cells) {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("a row without cells");
    }
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cell > 0) {
        buffer.append(delimiter);
      }
      String text = cells.get(cell);
      boolean blankLine = text.isEmpty() && cells.size() == 1;
      boolean misleading = !begun && !isPlain(text);
      begun = true;
      if (blankLine || misleading || needsQuotes(text)) {
        buffer.append('"').append(text.replace("\"", "\"\"")).append('"');
      } else {
        buffer.append(text);
      }
    }
    buffer.append(LINE_END);
    if (buffer.length() > BUFFER_CHARACTERS / 2) {
      drain();
    }
  }

  /** Hands everything over to the stream; to be called after the last row. */
  public void finish() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Anything else at the beginning of a file may look like a byte order mark, packed data, a file
   * of another kind, or a line that names the delimiter.
   */
  private static boolean isPlain(String text) {
    return text.chars().limit(4).allMatch(c -> c >= ' ' && c <= '~')
        && !NoText.isLike(text)
        && !text.toLowerCase(Locale.ROOT).startsWith(SeparatorLine.START);
  }

  /** Surrounding blanks are quoted as well, since many programs would take them off. */
  private boolean needsQuotes(String text) {
    int length = text.length();
    if (length == 0) {
      return false;
    }
    if (Blanks.isBlank(text.charAt(0)) || Blanks.isBlank(text.charAt(length - 1))) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void drain() {
    try {
      out.append(buffer);
      buffer.setLength(0);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static Failure unwritable(IOException cause) {
    boolean charset = cause instanceof CharacterCodingException;
    return Failure.at(
        ProblemCode.OUTPUT_UNWRITABLE,
        null,
        charset
            ? "a row has a character that the charset of the output does not have"
            : "the output can't be written: " + cause.getMessage(),
        charset ? "write UTF-8" : null,
        cause);
  }
}
