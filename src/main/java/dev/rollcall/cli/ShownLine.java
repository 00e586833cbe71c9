package dev.rollcall.cli;

/** A line for people, and how much it matters. */
record ShownLine(String text, Tone tone) {

  /** A line as any other. */
  static ShownLine plain(String text) {
    return new ShownLine(text, Tone.PLAIN);
  }
}
