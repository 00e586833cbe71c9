package dev.rollcall.csv;

import dev.rollcall.text.Blanks;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * A text as the parser is to see it: without the blanks before a cell's opening quote. The parser
 * would take them for the beginning of a cell without quotes, and a line end in that cell for the
 * end of the row. Goes by the same rules as {@link RecordScan}.
 */
final class BareQuotes extends Reader {

  private enum State {
    CELL_BEGINS,
    IN_CELL,
    IN_QUOTES,
    AFTER_QUOTE
  }

  private final Reader text;
  private final char delimiter;
  private State state = State.CELL_BEGINS;
  private char[] block = new char[8 * 1024];
  private int from;
  private int to;
  private int end;

  BareQuotes(Reader text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    while (from == to) {
      if (!more()) {
        return -1;
      }
    }
    int count = Math.min(length, to - from);
    System.arraycopy(block, from, into, offset, count);
    from += count;
    return count;
  }

  /** Reads on after blanks if what follows them is not known yet; false at the end. */
  private boolean more() throws IOException {
    int waiting = end - to;
    System.arraycopy(block, to, block, 0, waiting);
    if (waiting == block.length) {
      block = Arrays.copyOf(block, 2 * waiting);
    }
    int read = text.read(block, waiting, block.length - waiting);
    from = 0;
    end = waiting + Math.max(0, read);
    if (read < 0) {
      to = waiting;
    } else {
      drop();
    }
    return read >= 0 || waiting > 0;
  }

  private void drop() {
    int out = 0;
    int i = 0;
    while (i < end) {
      if (state == State.CELL_BEGINS) {
        int first = afterBlanks(block, i, end, delimiter);
        if (first == end) {
          break;
        }
        i = block[first] == '"' ? first : i;
      }
      char character = block[i++];
      block[out++] = character;
      state = after(character);
    }
    System.arraycopy(block, i, block, out, end - i);
    to = out;
    end -= i - out;
  }

  private State after(char character) {
    if (state == State.IN_QUOTES) {
      return character == '"' ? State.AFTER_QUOTE : state;
    }
    if (character == '"' && state != State.IN_CELL) {
      return State.IN_QUOTES;
    }
    return character == delimiter || RecordScan.isLineEnd(character)
        ? State.CELL_BEGINS
        : State.IN_CELL;
  }

  /** Where the first character of a cell is that is not a blank, or the cell or the text ends. */
  static int afterBlanks(char[] text, int from, int limit, char delimiter) {
    int i = from;
    while (i < limit
        && text[i] != delimiter
        && !RecordScan.isLineEnd(text[i])
        && Blanks.isBlank(text[i])) {
      i++;
    }
    return i;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
