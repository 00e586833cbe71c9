package dev.rollcall.csv;

import java.io.IOException;

/** The record being read has more than {@value TextWindow#LONGEST_RECORD} characters. */
final class RecordTooLongException extends IOException {
  private static final long serialVersionUID = 1L;
}
