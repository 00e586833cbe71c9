package dev.rollcall.meaning;

import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.UserColumns;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parsed row as bytes in the staging file, and back. A user's row is kept as its cells and parsed
 * again when it is read: there is one representation of a row, and one parser.
 *
 * <p>The buffer is used again for each row. Not thread-safe.
 */
public final class RowCodec {

  private static final byte[] NO_KEY = {};
  private static final byte VALID = 0;
  private static final byte INVALID = 1;

  /** As valid, with those cells behind the others that mean something else than they say. */
  private static final byte MEANT = 2;

  /** As valid, with plain cells: their bytes are their characters. */
  private static final byte PLAIN = 3;

  /** As meant, with plain cells. */
  private static final byte PLAIN_MEANT = 4;

  private byte[] buffer = new byte[1024];
  private int length;
  private int read;
  private byte[] key = NO_KEY;

  private final UserColumns users;
  private final List<Field> fields;

  /** Of rows without extra columns. */
  public RowCodec() {
    this(UserColumns.OWN);
  }

  /**
   * @param users the columns that users have
   */
  public RowCodec(UserColumns users) {
    this.users = users;
    this.fields = new ArrayList<>(Field.OWN);
    this.fields.addAll(users.fields());
  }

  /** Puts the row into {@link #payload()} and its sort key into {@link #key()}. */
  public void encode(ParsedRow row) {
    length = 0;
    if (row instanceof UserRow userRow && userRow.plain()) {
      key = userRow.username().getBytes(StandardCharsets.ISO_8859_1);
      boolean says = userRow.meant() == userRow.cells();
      writeByte(says ? PLAIN : PLAIN_MEANT);
      for (Field field : fields) {
        writePlain(userRow.cells().of(field));
      }
      if (!says) {
        writeMeant(userRow.cells(), userRow.meant());
      }
    } else if (row instanceof UserRow userRow) {
      key = userRow.username().getBytes(StandardCharsets.UTF_8);
      Cells meant = userRow.meant();
      writeByte(meant == userRow.cells() ? VALID : MEANT);
      writeCells(userRow.cells(), userRow.username());
      if (meant != userRow.cells()) {
        writeMeant(userRow.cells(), meant);
      }
    } else if (row instanceof Invalid invalid) {
      Reject reject = invalid.reject();
      key = NO_KEY;
      writeByte(INVALID);
      writeCells(reject.cells(), null);
      write(reject.code().name());
      write(reject.message());
      write(invalid.username());
    }
  }

  /** The username, so that a user's rows are together; empty for rejects, which come first. */
  public byte[] key() {
    return key;
  }

  public byte[] payload() {
    return buffer;
  }

  public int payloadLength() {
    return length;
  }

  /** The row of a payload. */
  public ParsedRow decode(long line, byte[] payload, int from) {
    buffer = payload;
    read = from;
    byte type = buffer[read++];
    boolean plain = type == PLAIN || type == PLAIN_MEANT;
    Charset charset = plain ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    @Nullable String[] texts = new String[fields.size()];
    for (int field = 0; field < texts.length; field++) {
      texts[field] = read(charset);
    }
    Cells cells = Cells.of(texts, users.fields());
    if (type == VALID || type == PLAIN) {
      return RowParser.again(line, cells, cells, users, plain);
    }
    if (type == MEANT || type == PLAIN_MEANT) {
      return RowParser.again(line, cells, readMeant(cells), users, plain);
    }
    RejectCode code = RejectCode.valueOf(present(read()));
    return new Invalid(new Reject(line, code, present(read()), cells), read());
  }

  private void writeMeant(Cells cells, Cells meant) {
    int changed = 0;
    for (Field field : fields) {
      boolean same = Objects.equals(cells.of(field), meant.of(field));
      changed |= same ? 0 : 1 << field.place();
    }
    for (int shift = 0; shift < fields.size(); shift += Byte.SIZE) {
      writeByte((byte) (changed >> shift));
    }
    for (Field field : fields) {
      if ((changed >> field.place() & 1) == 1) {
        write(meant.of(field));
      }
    }
  }

  private Cells readMeant(Cells cells) {
    int changed = 0;
    for (int shift = 0; shift < fields.size(); shift += Byte.SIZE) {
      changed |= (buffer[read++] & 255) << shift;
    }
    @Nullable String[] meant = new String[fields.size()];
    for (Field field : fields) {
      boolean same = (changed >> field.place() & 1) == 0;
      meant[field.place()] = same ? cells.of(field) : read();
    }
    return Cells.of(meant, users.fields());
  }

  /**
   * @param keyed the text whose bytes are the key: most cells have no blanks round it, and are the
   *     same text
   */
  private void writeCells(Cells cells, @Nullable String keyed) {
    for (Field field : fields) {
      String cell = cells.of(field);
      if (cell != null && cell == keyed) {
        write(key);
      } else {
        write(cell);
      }
    }
  }

  /** Null as 0, otherwise the length plus 1, seven bits a byte, and the text. */
  private void write(@Nullable String text) {
    if (text == null) {
      writeByte((byte) 0);
      return;
    }
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of a plain one, without an array for its bytes. */
  @SuppressWarnings("deprecation") // of what is not Latin-1 it would lose the high bytes
  private void writePlain(@Nullable String text) {
    if (text == null) {
      writeByte((byte) 0);
      return;
    }
    int size = text.length();
    writeSize(size);
    text.getBytes(0, size, buffer, length);
    length += size;
  }

  private void write(byte[] bytes) {
    writeSize(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  /** Also makes room for that many bytes. */
  private void writeSize(int size) {
    int rest = size + 1;
    while (rest > 127) {
      writeByte((byte) (rest & 127 | 128));
      rest >>>= 7;
    }
    writeByte((byte) rest);
    ensure(size);
  }

  private void writeByte(byte value) {
    ensure(1);
    buffer[length++] = value;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }

  private @Nullable String read() {
    return read(StandardCharsets.UTF_8);
  }

  private @Nullable String read(Charset charset) {
    int size = 0;
    int shift = 0;
    byte part;
    do {
      part = buffer[read++];
      size |= (part & 127) << shift;
      shift += 7;
    } while (part < 0);
    if (size == 0) {
      return null;
    }
    String text = new String(buffer, read, size - 1, charset);
    read += size - 1;
    return text;
  }

  private static String present(@Nullable String text) {
    if (text == null) {
      throw new IllegalStateException("a staged reject without code or message");
    }
    return text;
  }
}
