package dev.rollcall.importing;

import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.RowCodec;
import dev.rollcall.staging.RecordCursor;
import dev.rollcall.user.UserColumns;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of a chunk, as they were staged: so they take a tenth of the memory, and are made again
 * whenever they are asked for. Any number of threads may go through them.
 */
final class ChunkRows implements Iterable<ParsedRow> {

  private static final int ROWS = 1 << 12;

  private final UserColumns users;
  private byte[] payloads = new byte[64 * ROWS];
  private long[] lines = new long[ROWS];
  private int[] starts = new int[ROWS];
  private int used;
  private int size;

  /**
   * @param users the columns that users have
   */
  ChunkRows(UserColumns users) {
    this.users = users;
  }

  /** Takes the row that a cursor is on. */
  void add(RecordCursor cursor) {
    int length = cursor.payloadLength();
    if (used + length > payloads.length) {
      payloads = Arrays.copyOf(payloads, Math.max(2 * payloads.length, used + length));
    }
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
    }
    System.arraycopy(cursor.bytes(), cursor.payloadOffset(), payloads, used, length);
    lines[size] = cursor.line();
    starts[size++] = used;
    used += length;
  }

  /** Forgets all rows, and keeps the room for as many. */
  void clear() {
    used = 0;
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many bytes they take, their lines apart. */
  int bytes() {
    return used;
  }

  /** The digest of a position, moved past these rows. */
  long digestAfter(long before) {
    long digest = before;
    for (int index = 0; index < size; index++) {
      digest = RowOrderDigest.add(digest, lines[index]);
    }
    return digest;
  }

  ParsedRow get(int index) {
    return row(new RowCodec(users), index);
  }

  private ParsedRow row(RowCodec codec, int index) {
    return codec.decode(lines[index], payloads, starts[index]);
  }

  @Override
  public Iterator<ParsedRow> iterator() {
    RowCodec codec = new RowCodec(users);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public ParsedRow next() {
        if (next == size) {
          throw new NoSuchElementException();
        }
        return row(codec, next++);
      }
    };
  }
}
