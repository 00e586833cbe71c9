package dev.rollcall.sqlite.image;

import dev.rollcall.database.sql.ValueSink;
import dev.rollcall.files.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Writes rows as the file of a small database with one table, which SQLite then attaches: thousands
 * of rows reach it with one call, where binding costs a call a value.
 *
 * <p>The form is that of <a href="https://www.sqlite.org/fileformat2.html">SQLite's file
 * format</a>: a table is a tree of pages, its leaves hold the rows one after the other, each as the
 * types of its values and then the values. Not thread-safe.
 */
public final class TableImage implements ValueSink, AutoCloseable {

  private static final int PAGE_BYTES = 16_384;
  private static final int LEAF = 13;
  private static final int LEAF_HEADER_BYTES = 8;

  /** What is longer has its end on pages of its own. */
  private static final int LONGEST_IN_LEAF = PAGE_BYTES - 35;

  /** How much of a longer row stays in the leaf at least. */
  private static final int LEAST_IN_LEAF = (PAGE_BYTES - 12) * 32 / 255 - 23;

  /** Such a page begins with the number of the next one. */
  private static final int OVERFLOW_BYTES = PAGE_BYTES - 4;

  /** The most that a value's type or a row's number takes. */
  private static final int LONGEST_NUMBER_BYTES = 9;

  private final Path file;
  private final FileChannel channel;
  private final ImageForm form;
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
  TableImage(Path file, ImageForm form) throws IOException {
    this.file = file;
    this.form = form;
    this.types = new byte[form.columns() * LONGEST_NUMBER_BYTES];
    this.row = form.firstRow() - 1;
    this.channel = OwnFile.create(file);
    channel.position(PAGE_BYTES);
  }

  @Override
  public void number(long value) {
    if (value == 0 || value == 1) {
      type(8 + value);
      return;
    }
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

  /** Ends a row, which must have as many values as there are columns. */
  public void endRow() throws SQLException {
    // The length of the types counts itself; with so few columns it is one byte.
    int length = 1 + typesLength + valuesLength;
    int kept = inLeaf(length);
    int overflow = kept < length ? Integer.BYTES : 0;
    int most = 2 * LONGEST_NUMBER_BYTES + kept + overflow;
    if (cellsFrom - most < LEAF_HEADER_BYTES + 2 * (cells + 1)) {
      writeLeaf();
    }
    row++;
    int start =
        cellsFrom - VariableNumber.length(length) - VariableNumber.length(row) - kept - overflow;
    int at = VariableNumber.write(page, start, length);
    at = VariableNumber.write(page, at, row);
    page[at++] = (byte) (1 + typesLength);
    System.arraycopy(types, 0, page, at, typesLength);
    at += typesLength;
    int keptValues = kept - 1 - typesLength;
    System.arraycopy(values, 0, page, at, keptValues);
    if (overflow > 0) {
      ByteBuffer.wrap(page).putInt(at + keptValues, pages + 1);
      writeOverflow(keptValues);
    }
    cellsFrom = start;
    ImageTree.putShort(page, LEAF_HEADER_BYTES + 2 * cells++, start);
    typesLength = 0;
    valuesLength = 0;
  }

  /** How many bytes of a row stay in its leaf; the format leaves no choice. */
  private static int inLeaf(int length) {
    if (length <= LONGEST_IN_LEAF) {
      return length;
    }
    int kept = LEAST_IN_LEAF + (length - LEAST_IN_LEAF) % OVERFLOW_BYTES;
    return kept <= LONGEST_IN_LEAF ? kept : LEAST_IN_LEAF;
  }

  private void writeOverflow(int from) throws SQLException {
    byte[] overflow = new byte[PAGE_BYTES];
    for (int at = from; at < valuesLength; at += OVERFLOW_BYTES) {
      int part = Math.min(OVERFLOW_BYTES, valuesLength - at);
      boolean last = at + part == valuesLength;
      ByteBuffer.wrap(overflow).putInt(0, last ? 0 : pages + 2).put(4, values, at, part);
      write(overflow);
    }
  }

  private void writeLeaf() throws SQLException {
    page[0] = LEAF;
    ImageTree.putShort(page, 1, 0);
    ImageTree.putShort(page, 3, cells);
    ImageTree.putShort(page, 5, cellsFrom);
    write(page);
    leaves.add(new ImageTree.Child(pages, row));
    cells = 0;
    cellsFrom = PAGE_BYTES;
  }

  private void write(byte[] bytes) throws SQLException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw noRoom(e);
    }
    pages++;
  }

  /** What SQLite itself would say, had it met the error. */
  private SQLException noRoom(IOException cause) {
    SQLException failure =
        new SQLiteException(
            "rows can't be kept beside it: " + cause.getMessage(),
            isFull() ? SQLiteErrorCode.SQLITE_FULL : SQLiteErrorCode.SQLITE_IOERR);
    failure.initCause(cause);
    return failure;
  }

  private boolean isFull() {
    return file.toFile().getUsableSpace() < PAGE_BYTES;
  }

  /** Completes the file. */
  public void finish() throws SQLException {
    writeLeaf();
    ImageTree tree = new ImageTree(PAGE_BYTES, leaves, pages);
    for (byte[] inner : tree.innerPages()) {
      write(inner);
    }
    byte[] first =
        ImageTree.firstPage(PAGE_BYTES, pages, form.table(), tree.root(), form.definition());
    try {
      channel.position(0);
      write(first);
      channel.close();
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  /** Where the image is written to. */
  Path file() {
    return file;
  }

  /** How many rows it has so far. */
  public int rows() {
    return (int) (row - form.firstRow() + 1);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is given up; what it held is not needed.
    }
  }
}
