package dev.rollcall.sqlite.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pages of a {@link TableImage} that are no leaves: those that lead to them, and the first. */
final class ImageTree {

  private static final int INNER = 5;
  private static final int LEAF = 13;
  private static final int INNER_HEADER_BYTES = 12;
  private static final int FILE_HEADER_BYTES = 100;

  /** A page's number, two bytes where the entry is, and the largest row's number. */
  private static final int LARGEST_ENTRY_BYTES = 4 + 2 + 9;

  /** Any version of SQLite that knows the form of the file; it is only looked at for repairs. */
  private static final int SQLITE_VERSION = 3_045_000;

  /**
   * A page as the one above it sees it.
   *
   * @param page counted from 1
   * @param lastRow the largest row's number in it or below
   */
  record Child(int page, long lastRow) {}

  private final int pageBytes;
  private final List<byte[]> inner = new ArrayList<>();
  private final int root;

  /**
   * Leads to leaves.
   *
   * @param leaves at least one, in the order of their rows
   * @param pages how many there are, the first included
   */
  ImageTree(int pageBytes, List<Child> leaves, int pages) {
    this.pageBytes = pageBytes;
    List<Child> level = leaves;
    int next = pages;
    while (level.size() > 1) {
      List<Child> above = new ArrayList<>();
      int most = (pageBytes - INNER_HEADER_BYTES) / LARGEST_ENTRY_BYTES;
      // In equal parts: a child left alone would make a page without entries, which there can't be.
      int parts = (level.size() + most - 1) / most;
      for (int part = 0; part < parts; part++) {
        int from = (int) ((long) level.size() * part / parts);
        int to = (int) ((long) level.size() * (part + 1) / parts);
        List<Child> children = level.subList(from, to);
        inner.add(page(children));
        above.add(new Child(++next, children.get(children.size() - 1).lastRow()));
      }
      level = above;
    }
    root = level.get(0).page();
  }

  /** In the order in which they follow the leaves. */
  List<byte[]> innerPages() {
    return inner;
  }

  /** The page that leads to all others. */
  int root() {
    return root;
  }

  private byte[] page(List<Child> children) {
    byte[] page = new byte[pageBytes];
    int entries = children.size() - 1;
    int from = pageBytes;
    for (int i = 0; i < entries; i++) {
      Child child = children.get(i);
      from -= 4 + VariableNumber.length(child.lastRow());
      ByteBuffer.wrap(page).putInt(from, child.page());
      VariableNumber.write(page, from + 4, child.lastRow());
      putShort(page, INNER_HEADER_BYTES + 2 * i, from);
    }
    page[0] = INNER;
    putShort(page, 3, entries);
    putShort(page, 5, from);
    ByteBuffer.wrap(page).putInt(8, children.get(entries).page());
    return page;
  }

  /** The file's header, and the schema: one table. */
  static byte[] firstPage(int pageBytes, int pages, String table, int root, String sql) {
    byte[] page = new byte[pageBytes];
    ByteBuffer header = ByteBuffer.wrap(page);
    header.put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    header.putShort((short) pageBytes);
    // Forms of journal, for writing and reading; no bytes kept free; three constants.
    header.put(new byte[] {1, 1, 0, 64, 32, 32});
    header.putInt(1).putInt(pages).putInt(0).putInt(0);
    // Cookie and form of the schema, cache size, vacuum, UTF-8.
    header.putInt(1).putInt(4).putInt(0).putInt(0).putInt(1);
    header.putInt(92, 1).putInt(96, SQLITE_VERSION);

    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    byte[] text = sql.getBytes(StandardCharsets.UTF_8);
    byte[] row = new byte[64 + 2 * name.length + text.length];
    int at = VariableNumber.write(row, 1, 13 + 2L * "table".length());
    at = VariableNumber.write(row, at, 13 + 2L * name.length);
    at = VariableNumber.write(row, at, 13 + 2L * name.length);
    at = VariableNumber.write(row, at, 4);
    at = VariableNumber.write(row, at, 13 + 2L * text.length);
    row[0] = (byte) at;
    ByteBuffer body = ByteBuffer.wrap(row).position(at);
    body.put("table".getBytes(StandardCharsets.US_ASCII))
        .put(name)
        .put(name)
        .putInt(root)
        .put(text);
    int length = body.position();
    int start = pageBytes - VariableNumber.length(length) - 1 - length;
    at = VariableNumber.write(page, start, length);
    at = VariableNumber.write(page, at, 1);
    System.arraycopy(row, 0, page, at, length);
    page[FILE_HEADER_BYTES] = LEAF;
    putShort(page, FILE_HEADER_BYTES + 3, 1);
    putShort(page, FILE_HEADER_BYTES + 5, start);
    putShort(page, FILE_HEADER_BYTES + 8, start);
    return page;
  }

  static void putShort(byte[] into, int at, int value) {
    into[at] = (byte) (value >> 8);
    into[at + 1] = (byte) value;
  }
}
