package dev.rollcall.csv;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks one gzip member after the other, as {@code cat a.gz b.gz} makes them.
 *
 * <p>The JDK's own stream takes a second member that is cut off in its header for the end of the
 * first, and so loses rows without a word. Here it is an {@link EOFException}; anything else that
 * is not gzip is a {@link ZipException}. Zeros after the last member are padding.
 */
final class GzipMembers extends BlockStream {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_HEADER_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] block = new byte[BLOCK_BYTES];
  private int position;
  private int limit;
  private boolean atEnd;

  /** Reads the first header. */
  GzipMembers(InputStream in) throws IOException {
    this.in = in;
    beginMember();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!atEnd) {
      int inflated = inflate(into, offset, length);
      if (inflated > 0) {
        checksum.update(into, offset, inflated);
        return inflated;
      }
      if (inflater.finished()) {
        endMember();
      } else {
        fill();
        inflater.setInput(block, 0, limit);
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  private int inflate(byte[] into, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      ZipException damaged = new ZipException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private void beginMember() throws IOException {
    if (next() != 0x1f || next() != 0x8b || next() != METHOD_DEFLATE) {
      throw new ZipException("something that is not gzip after the end of the gzip data");
    }
    int flags = next();
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    checksum.reset();
    inflater.reset();
    inflater.setInput(block, position, limit - position);
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    if (nextInt() != (int) checksum.getValue()) {
      throw new ZipException("the checksum is another");
    }
    if (nextInt() != (int) inflater.getBytesWritten()) {
      throw new ZipException("the length is another");
    }
    while (position < limit || refill()) {
      if (block[position] != 0) {
        beginMember();
        return;
      }
      position++;
    }
    atEnd = true;
  }

  private int nextInt() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // The name and the comment are nobody's business.
    }
  }

  private void skip(int bytes) throws IOException {
    for (int skipped = 0; skipped < bytes; skipped++) {
      next();
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return block[position++] & 0xff;
  }

  private void fill() throws IOException {
    if (!refill()) {
      throw new EOFException("the gzip data is cut off");
    }
  }

  private boolean refill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(block, 0, block.length));
    return limit > 0;
  }
}
