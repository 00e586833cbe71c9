package dev.rollcall.staging;

import dev.rollcall.problem.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Goes through a staged file, one record at a time and in its order. Key and payload are shown
 * where they lie in a buffer, {@link #bytes}, until the next call of {@link #next}. Not for several
 * threads at a time.
 */
public final class Cursor implements AutoCloseable {

  private final StagedFile file;
  private final FileChannel channel;
  private final RecordReader reader;
  private final RecordView record;

  Cursor(StagedFile file, FileChannel channel, RecordReader reader) {
    this.file = file;
    this.channel = channel;
    this.reader = reader;
    this.record = reader.record();
  }

  /**
   * Moves to the next record; the first call moves to the first.
   *
   * @return false if there is none, then and ever after
   * @throws Failure STAGING_DAMAGED if the file is not as it was written; it is then deleted, so
   *     that it is made anew
   */
  public boolean next() {
    try {
      return reader.next();
    } catch (IOException e) {
      throw file.damaged(e);
    }
  }

  /**
   * The buffer that {@link #keyOffset} and {@link #payloadOffset} point into; not to be changed.
   */
  public byte[] bytes() {
    return record.bytes;
  }

  public int keyOffset() {
    return record.keyOffset;
  }

  public int keyLength() {
    return record.keyLength;
  }

  public long line() {
    return record.line;
  }

  public int payloadOffset() {
    return record.payloadOffset;
  }

  public int payloadLength() {
    return record.payloadLength;
  }

  /**
   * The position after this record, from which another cursor goes on; before the first record, the
   * position that this cursor began from.
   */
  public long position() {
    return reader.position();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw file.damaged(e);
    }
  }
}
