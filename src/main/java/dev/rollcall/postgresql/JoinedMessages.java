package dev.rollcall.postgresql;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server sends, with the rows of a COPY joined: it sends a message for each, and for the
 * driver a message is an array and a lock. A message of several rows is allowed by the protocol (<a
 * href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY
 * operations</a>), and none begins or ends within a row.
 *
 * <p>All other bytes pass as they are, and so does all that is encrypted. Used by one thread.
 */
final class JoinedMessages extends FilterInputStream {

  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * How long rows are gathered where few have come, in nanoseconds: a server sends them a few
   * kilobytes at a time, and to be woken for each costs both sides more than to read them.
   */
  private static final long GATHERING = 500_000;

  private static final int FEW_BYTES = BUFFER_BYTES / 2;

  /** A letter, and four bytes that say how long it is, themselves included. */
  private static final int HEAD_BYTES = 5;

  private static final byte ROW = 'd';

  /** What a server answers, in one byte, if it is asked for encryption and has none. */
  private static final byte NOT_ENCRYPTED = 'N';

  /** The letter of the first message: how to log in, or what is wrong. */
  private static final String FIRST_MESSAGES = "REv";

  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Where those begin that nobody has read. */
  private int from;

  /** Up to here they may be read. */
  private int ready;

  /** Up to here there are any. */
  private int end;

  /** How many bytes of a message are still to come before the next one begins. */
  private long rest;

  private boolean begun;

  /** Whether the last message was a row, and more of them are likely. */
  private boolean inRows;

  JoinedMessages(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (from == ready && length > 0) {
      if (!fill()) {
        return -1;
      }
      arrange();
    }
    int given = Math.min(length, ready - from);
    System.arraycopy(buffer, from, bytes, offset, given);
    from += given;
    return given;
  }

  @Override
  public int available() throws IOException {
    return ready - from + in.available();
  }

  @Override
  public long skip(long most) throws IOException {
    byte[] skipped = new byte[(int) Math.min(most, BUFFER_BYTES)];
    int read = read(skipped, 0, skipped.length);
    if (read < 0) {
      // The driver would ask again, for ever.
      throw new EOFException("the server has closed the connection");
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads at least one byte; false at the end. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, end - from);
    end -= from;
    from = 0;
    ready = 0;
    if (inRows && in.available() < FEW_BYTES) {
      LockSupport.parkNanos(GATHERING);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  /** Decides about what has come: what is ready, and what waits for the rest of it. */
  private void arrange() {
    while (ready < end) {
      if (rest > 0) {
        int taken = (int) Math.min(rest, end - ready);
        ready += taken;
        rest -= taken;
      } else if (!begun) {
        begin();
      } else if (end - ready < HEAD_BYTES) {
        return;
      } else if (buffer[ready] != ROW || length(ready) > BUFFER_BYTES) {
        rest = length(ready);
        inRows = false;
      } else if (length(ready) > end - ready) {
        return;
      } else {
        join();
        inRows = true;
      }
    }
  }

  private void begin() {
    byte first = buffer[ready];
    if (first == NOT_ENCRYPTED) {
      ready++;
    } else if (FIRST_MESSAGES.indexOf(first) >= 0) {
      begun = true;
    } else {
      rest = Long.MAX_VALUE;
    }
  }

  /** Of a whole message, its letter included. */
  private long length(int at) {
    int length =
        buffer[at + 1] << 24
            | (buffer[at + 2] & 0xff) << 16
            | (buffer[at + 3] & 0xff) << 8
            | buffer[at + 4] & 0xff;
    // What the protocol does not know is the driver's to refuse.
    return length < HEAD_BYTES - 1 ? Long.MAX_VALUE : length + 1L;
  }

  /** Makes one of the row that is next and all whole ones behind it. */
  private void join() {
    int first = ready;
    int to = first + (int) length(first);
    int next = to;
    while (end - next >= HEAD_BYTES && buffer[next] == ROW && length(next) <= end - next) {
      int behind = next + (int) length(next);
      System.arraycopy(buffer, next + HEAD_BYTES, buffer, to, behind - next - HEAD_BYTES);
      to += behind - next - HEAD_BYTES;
      next = behind;
    }
    int length = to - first - 1;
    buffer[first + 1] = (byte) (length >> 24);
    buffer[first + 2] = (byte) (length >> 16);
    buffer[first + 3] = (byte) (length >> 8);
    buffer[first + 4] = (byte) length;
    System.arraycopy(buffer, next, buffer, to, end - next);
    end = to + end - next;
    ready = to;
  }
}
