package dev.rollcall.cli;

/** The groups in which the help lists options; an option names its group as its {@code order}. */
final class OptionGroup {

  static final int READING = 1;
  static final int MEANING = 2;
  static final int CHOOSING = 3;
  static final int SAFETY = 4;
  static final int REPEATING = 5;
  static final int OUTPUT = 6;

  /** An option that names none is listed first. */
  private static final String[] HEADINGS = {
    "Options", "Reading", "Meaning", "Choosing", "Safety", "Repeating", "Output"
  };

  private OptionGroup() {}

  static int count() {
    return HEADINGS.length;
  }

  static String heading(int group) {
    return HEADINGS[group];
  }

  /** Of an option's order, which is negative where it was not given. */
  static int of(int order) {
    return Math.max(0, order);
  }
}
