package dev.rollcall.csv;

/**
 * Where a record is in the raw text of a {@link TextWindow}, and its cells; until the next one is
 * scanned.
 */
abstract class ScannedRecord {

  int start;
  int end;
  long startLine;
  long endLine;
  int cells;
  boolean hasEnd;
  int[] cellStarts = new int[16];
  int cellWithTextAfterQuote;
  int openQuote;
  boolean hasNul;
  boolean firstIsQuoted;

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /** Index behind the line end at an index, which takes one character or two. */
  static int lineAfter(char[] text, int i, int limit) {
    return text[i] == '\r' && i + 1 < limit && text[i + 1] == '\n' ? i + 2 : i + 1;
  }

  /** Index in the window where a cell of the scanned record begins. */
  final int cellStart(int cell) {
    return cellStarts[cell];
  }

  /** Index in the window where the record begins. */
  final int start() {
    return start;
  }

  /** Index in the window after the record and its line end. */
  final int end() {
    return end;
  }

  final long startLine() {
    return startLine;
  }

  /** The line on which {@link #end()} is. */
  final long endLine() {
    return endLine;
  }

  final int cells() {
    return cells;
  }

  /** Whether the record's line end was seen, so that nothing more can belong to it. */
  final boolean hasEnd() {
    return hasEnd;
  }

  final boolean firstIsQuoted() {
    return firstIsQuoted;
  }

  /** Counted from 0, or -1. */
  final int cellWithTextAfterQuote() {
    return cellWithTextAfterQuote;
  }

  /** Index of the quote that opened and does not close within the window, or -1. */
  final int openQuote() {
    return openQuote;
  }

  /**
   * Whether the cells are known to be plain, and none of them in quotes; see {@link Row#isPlain}.
   */
  abstract boolean isPlain();

  final boolean hasNul() {
    return hasNul;
  }
}
