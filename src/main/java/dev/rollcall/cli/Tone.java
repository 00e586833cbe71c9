package dev.rollcall.cli;

/** How much a line of text matters, which a terminal shows by its colour. */
enum Tone {
  /** As it should be. */
  PLAIN(""),
  /** Something to look at, such as rejects. */
  WARNING("\u001b[33m"),
  /** Refused, stopped or failed. */
  BAD("\u001b[31m");

  private static final String END = "\u001b[0m";

  private final String begin;

  Tone(String begin) {
    this.begin = begin;
  }

  /** The text in this tone's colour. */
  String coloured(String text) {
    return this == PLAIN || text.isEmpty() ? text : begin + text + END;
  }
}
