package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decoded text as the parser pulls it, of which the part from the beginning of the current
 * record on is kept: to look at its raw form, and to say where in it something is.
 *
 * <p>A byte that does not fit the charset ends reading with its place; nothing is ever replaced. A
 * record of more than {@value #LONGEST_RECORD} characters also ends it, before it fills the memory.
 */
final class TextWindow extends Reader {

  /**
   * In characters. Long enough to tell a cell that is too long (a reject) from a quote that never
   * closes (the end), and small enough to be held several times in a heap of 64 MB.
   */
  static final int LONGEST_RECORD = 4 << 20;

  /** How much of the beginning, in characters, is looked at to find the delimiter. */
  static final int SAMPLE_LENGTH = 64 * 1024;

  private static final int BLOCK_BYTES = 64 * 1024;

  /** For how many characters at least room is made before decoding. */
  private static final int ROOM = 16 * 1024;

  /** Some systems mark the end of a text with it. */
  private static final char END_OF_FILE = 0x1A;

  /** How many letters of a word are shown on either side of a byte. */
  private static final int WORD = 20;

  private final OpenInput in;
  private final String name;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK_BYTES);
  private final TextEncoding encoding;
  private final @Nullable EightBit eightBit;
  private long bytesFetched;
  private boolean bytesEnded;
  private boolean textEnded;

  private char[] text = new char[SAMPLE_LENGTH + ROOM];
  private CharBuffer decoded = CharBuffer.wrap(text);
  private int limit;
  private int served;
  private int kept;
  private long basePosition;
  private long line = 1;
  private long released;

  /** Takes the charset from the user or from the first bytes. */
  TextWindow(OpenInput in, String name, CsvFormat format) {
    this.in = in;
    this.name = name;
    int read = TextEncoding.readStart(in, bytes.array());
    NoText.check(bytes.array(), read, Place.of(name));
    bytesFetched = read;
    byte[] start = Arrays.copyOf(bytes.array(), Math.min(read, TextEncoding.LONGEST_MARK_BYTES));
    encoding = TextEncoding.of(start, format.charset(), Place.of(name));
    bytes.position(encoding.markBytes()).limit(read);
    eightBit = EightBit.isOne(encoding.charset()) ? new EightBit() : null;
    look(0, read);
    decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  TextEncoding encoding() {
    return encoding;
  }

  /** The raw text; what counts goes from {@link #kept()} to {@link #limit()}. */
  char[] text() {
    return text;
  }

  int limit() {
    return limit;
  }

  /** Index of the first character still needed. */
  int kept() {
    return kept;
  }

  /** How many characters of the whole text come before an index. */
  long position(int index) {
    return basePosition + index;
  }

  /** The line on which {@link #kept()} is. */
  long line() {
    return line;
  }

  /** Lets go of everything before an index, which is on the given line. */
  void release(int index, long indexLine) {
    kept = index;
    line = indexLine;
    released = position(index);
  }

  /** The position of the last {@link #release}; blank lines after it may be gone meanwhile. */
  long released() {
    return released;
  }

  /** The place of an index that is kept; columns count characters as people do: code points. */
  Place place(int index) {
    long at = line;
    int lineStart = kept;
    for (int i = kept; i < index; i++) {
      char c = text[i];
      if (c == '\n' || c == '\r' && !(i + 1 < limit && text[i + 1] == '\n')) {
        at++;
        lineStart = i + 1;
      }
    }
    return new Place(name, at, 1 + Character.codePointCount(text, lineStart, index - lineStart));
  }

  /**
   * Decodes the beginning of what is kept, and says up to where: at most {@link #SAMPLE_LENGTH},
   * not counting the blank lines that it may begin with, and which would tell nothing.
   */
  int sample() throws IOException {
    while (limit < kept + lineEnds() + SAMPLE_LENGTH) {
      try {
        if (!fill()) {
          break;
        }
      } catch (Failure e) {
        // The parser meets it again, in its place, unless the sample is all it was.
        if (limit == kept) {
          throw e;
        }
        break;
      }
    }
    return Math.min(limit, kept + lineEnds() + SAMPLE_LENGTH);
  }

  /** How many line ends there are before anything else. */
  private int lineEnds() {
    int count = 0;
    while (kept + count < limit && RecordScan.isLineEnd(text[kept + count])) {
      count++;
    }
    return count;
  }

  /** Whether there is no text after the sample. */
  boolean endsWithin(int sampleEnd) {
    return textEnded && sampleEnd == limit;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    while (served == limit) {
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - served);
    System.arraycopy(text, served, into, offset, count);
    served += count;
    return count;
  }

  /** Decodes more than whoever reads has asked for so far; false at the end. */
  boolean more() throws IOException {
    served = limit;
    return fill();
  }

  /** Itself, to be read from {@link #kept()} on. */
  Reader again() {
    served = kept;
    release(kept, line);
    return this;
  }

  @Override
  public void close() {
    in.close();
  }

  /** Decodes some more; false at the end. */
  private boolean fill() throws IOException {
    if (textEnded) {
      return false;
    }
    makeRoom();
    int before = limit;
    boolean mayBeTheEnd = false;
    while ((limit == before || mayBeTheEnd) && !textEnded) {
      decoded.limit(decoded.capacity()).position(limit);
      CoderResult result = decoder.decode(bytes, decoded, bytesEnded);
      limit = decoded.position();
      if (result.isError() && limit == before) {
        throw notInCharset(result);
      }
      // Whatever else it stopped at, more text follows.
      mayBeTheEnd = result.isUnderflow() && limit > before && text[limit - 1] == END_OF_FILE;
      if (result.isUnderflow()) {
        underflow();
      }
    }
    if (textEnded && limit > before && text[limit - 1] == END_OF_FILE) {
      limit--;
    }
    return limit > before;
  }

  private void underflow() {
    if (!bytesEnded) {
      fetch();
      return;
    }
    if (eightBit != null && eightBit.isUtf8()) {
      throw EightBit.failure(encoding.charset(), Place.of(name));
    }
    decoder.flush(decoded);
    limit = decoded.position();
    textEnded = true;
  }

  private void fetch() {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytesEnded = read < 0;
    if (!bytesEnded) {
      bytesFetched += read;
      look(bytes.position(), read);
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private void look(int from, int count) {
    if (eightBit != null) {
      eightBit.take(bytes.array(), from, count);
    }
  }

  private void makeRoom() throws RecordTooLongException {
    if (text.length - limit >= ROOM) {
      return;
    }
    skipBlankLines();
    if (served - kept > LONGEST_RECORD + ROOM) {
      throw new RecordTooLongException();
    }
    System.arraycopy(text, kept, text, 0, limit - kept);
    limit -= kept;
    served -= kept;
    basePosition += kept;
    kept = 0;
    if (text.length - limit < text.length / 4) {
      text = Arrays.copyOf(text, text.length * 2);
    }
    decoded = CharBuffer.wrap(text);
  }

  /** Line ends that the parser skips are part of no record, however many they are. */
  private void skipBlankLines() {
    while (kept + 1 < served && (text[kept] == '\n' || text[kept] == '\r')) {
      kept += text[kept] == '\r' && text[kept + 1] == '\n' ? 2 : 1;
      line++;
    }
  }

  private Failure notInCharset(CoderResult result) {
    int from = limit;
    while (from > Math.max(kept, limit - WORD) && Character.isLetterOrDigit(text[from - 1])) {
      from--;
    }
    boolean cutOff = bytesEnded && result.isMalformed() && bytes.remaining() <= result.length();
    long offset = bytesFetched - bytes.remaining();
    byte[] rest = new byte[Math.min(WORD, bytes.remaining())];
    bytes.duplicate().get(rest);
    return new CharsetSearch(in.input(), encoding.charset())
        .failure(place(limit), offset, cutOff, new String(text, from, limit - from), rest);
  }
}
