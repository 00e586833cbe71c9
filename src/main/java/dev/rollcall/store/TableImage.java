package dev.rollcall.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as the file of a small database with one table, {@value #TABLE}, which SQLite then
 * attaches: thousands of rows reach it with one call, where binding costs a call a value.
 *
 * <p>The form is that of <a href="https://www.sqlite.org/fileformat2.html">SQLite's file
 * format</a>: a table is a tree of pages, its leaves hold the rows one after the other, each as the
 * types of its values and then the values. Rows here are numbered from 1 and never grow out of a
 * page. Not thread-safe.
 */
final class TableImage implements ValueSink, AutoCloseable {

  static final String TABLE = "rows";

  private static final int PAGE_BYTES = 16_384;
  private static final int LEAF = 13;
  private static final int LEAF_HEADER_BYTES = 8;

  /** A longer row would have to be spread over pages. */
  private static final int LONGEST_ROW_BYTES = PAGE_BYTES - 35;

  /** The most that a value's type or a row's number takes. */
  private static final int LONGEST_NUMBER_BYTES = 9;

  private final FileChannel channel;
  private final List<String> columns;
  private final byte[] types;
  private byte[] values = new byte[1024];
  private int typesLength;
  private int valuesLength;

  private final byte[] page = new byte[PAGE_BYTES];
  private final List<ImageTree.Child> leaves = new ArrayList<>();
  private int cells;
  private int cellsFrom = PAGE_BYTES;
  private int pages = 1;
  private long row;

  /** Begins an image in a new, empty file. */
  TableImage(Path file, List<String> columns) throws IOException {
    this.columns = columns;
    this.types = new byte[columns.size() * LONGEST_NUMBER_BYTES];
    this.channel = OwnFile.create(file);
    channel.position(PAGE_BYTES);
  }

  @Override
  public void number(long value) {
    int bytes = 1;
    while (bytes < 8 && value >> (8 * bytes - 1) != value >> 63) {
      bytes = bytes == 4 ? 6 : bytes == 6 ? 8 : bytes + 1;
    }
    type(bytes == 8 ? 6 : bytes == 6 ? 5 : bytes);
    ensure(bytes);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      values[valuesLength++] = (byte) (value >> shift);
    }
  }

  @Override
  public void text(@Nullable String value) {
    if (value == null) {
      nothing();
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    type(13 + 2L * bytes.length);
    ensure(bytes.length);
    System.arraycopy(bytes, 0, values, valuesLength, bytes.length);
    valuesLength += bytes.length;
  }

  @Override
  public void nothing() {
    type(0);
  }

  private void type(long type) {
    typesLength = VariableNumber.write(types, typesLength, type);
  }

  private void ensure(int more) {
    if (valuesLength + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, valuesLength + more));
    }
  }

  /**
   * Ends a row, which must have as many values as there are columns.
   *
   * @return false if the row is too long for an image, which is then of no use
   */
  boolean endRow() throws IOException {
    // The length of the types counts itself; with so few columns it is one byte.
    int length = 1 + typesLength + valuesLength;
    if (length > LONGEST_ROW_BYTES) {
      return false;
    }
    int most = 2 * LONGEST_NUMBER_BYTES + length;
    if (cellsFrom - most < LEAF_HEADER_BYTES + 2 * (cells + 1)) {
      writeLeaf();
    }
    row++;
    int start = cellsFrom - VariableNumber.length(length) - VariableNumber.length(row) - length;
    int at = VariableNumber.write(page, start, length);
    at = VariableNumber.write(page, at, row);
    page[at++] = (byte) (1 + typesLength);
    System.arraycopy(types, 0, page, at, typesLength);
    System.arraycopy(values, 0, page, at + typesLength, valuesLength);
    cellsFrom = start;
    ImageTree.putShort(page, LEAF_HEADER_BYTES + 2 * cells++, start);
    typesLength = 0;
    valuesLength = 0;
    return true;
  }

  private void writeLeaf() throws IOException {
    page[0] = LEAF;
    ImageTree.putShort(page, 1, 0);
    ImageTree.putShort(page, 3, cells);
    ImageTree.putShort(page, 5, cellsFrom);
    write(page);
    leaves.add(new ImageTree.Child(pages, row));
    cells = 0;
    cellsFrom = PAGE_BYTES;
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    pages++;
  }

  /** Completes the file. */
  void finish() throws IOException {
    writeLeaf();
    ImageTree tree = new ImageTree(PAGE_BYTES, leaves, pages);
    for (byte[] inner : tree.innerPages()) {
      write(inner);
    }
    String sql = "create table " + TABLE + "(" + String.join(",", columns) + ")";
    channel.position(0);
    write(ImageTree.firstPage(PAGE_BYTES, pages, TABLE, tree.root(), sql));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
