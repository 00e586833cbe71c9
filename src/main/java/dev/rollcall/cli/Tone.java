package dev.rollcall.cli;

import dev.rollcall.runs.RunStatus;

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

  /** Of what is said of a run that ended so. */
  static Tone of(RunStatus status) {
    return switch (status) {
      case STARTED, COMPLETED, ABANDONED, ALREADY_DONE, PLANNED -> PLAIN;
      case COMPLETED_WITH_REJECTS -> WARNING;
      case FAILED, STOPPED, REFUSED, BUSY -> BAD;
    };
  }

  /** The text in this tone's colour. */
  String coloured(String text) {
    return this == PLAIN || text.isEmpty() ? text : begin + text + END;
  }
}
