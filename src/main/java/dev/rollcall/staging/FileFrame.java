package dev.rollcall.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the blocks of a staged file: a header that says what the file is of, and after
 * the index of blocks a footer that says that the file is complete.
 */
final class FileFrame {

  private static final long MAGIC = 0x726f_6c6c_2d73_7466L;

  /** Raised with every change to the form of files, which are then made anew. */
  private static final int FORMAT_VERSION = 1;

  private static final int FOOTER_BYTES = 4 * Long.BYTES + 2 * Integer.BYTES;

  private final byte[] header;
  private final int salt;

  /** The frame of a file of these records in this order. */
  FileFrame(byte[] identity, Order order) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 4 * Integer.BYTES + identity.length);
    bytes.putLong(MAGIC).putInt(FORMAT_VERSION).putInt(order.ordinal()).putInt(identity.length);
    bytes.put(identity);
    salt = checksum(bytes.array(), bytes.position());
    header = bytes.putInt(salt).array();
  }

  /** The salt of the file's blocks. */
  int salt() {
    return salt;
  }

  void writeHeader(FileChannel channel) throws IOException {
    BlockWriter.writeFully(channel, ByteBuffer.wrap(header));
  }

  /** Writes index and footer, which make the file whole. */
  void writeEnd(FileChannel channel, Blocks blocks, BlockIndex index) throws IOException {
    index.write(channel);
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_BYTES);
    footer.putLong(blocks.records()).putLong(blocks.end());
    footer.putLong(channel.position() + FOOTER_BYTES).putLong(MAGIC).putInt(salt);
    footer.putInt(checksum(footer.array(), footer.position()));
    BlockWriter.writeFully(channel, footer.flip());
  }

  /** Returns what the file holds, or null unless it is whole and has this frame. */
  @Nullable Contents read(FileChannel channel) throws IOException {
    long length = channel.size();
    if (length < header.length + FOOTER_BYTES) {
      return null;
    }
    ByteBuffer found = ByteBuffer.allocate(header.length);
    RecordReader.readFully(channel, found, 0);
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_BYTES);
    RecordReader.readFully(channel, footer, length - FOOTER_BYTES);
    footer.flip();
    Contents contents =
        new Contents(salt, footer.getLong(), footer.getLong(), length - FOOTER_BYTES);
    boolean whole =
        Arrays.equals(found.array(), header)
            && footer.getLong() == length
            && footer.getLong() == MAGIC
            && footer.getInt() == salt
            && checksum(footer.array(), footer.position()) == footer.getInt();
    return whole ? contents : null;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /**
   * Where a file has its records.
   *
   * @param salt of its blocks
   * @param records how many there are
   * @param indexStart where the blocks end and their index begins
   * @param indexEnd where the index ends
   */
  record Contents(int salt, long records, long indexStart, long indexEnd) {}
}
