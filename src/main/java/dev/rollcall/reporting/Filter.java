package dev.rollcall.reporting;

/** What a named report can be narrowed by; bound as a parameter of its SQL. */
public enum Filter {
  /** The lowest level; a {@link Long}. */
  LEVEL_MIN("level-min"),
  /** The highest level; a {@link Long}. */
  LEVEL_MAX("level-max"),
  /** Runs that began at that time or later; a text such as {@code 2026-11-01T00:00:00Z}. */
  SINCE("since"),
  /** One run; its number, a {@link Long}, or {@link #LAST_RUN}. */
  RUN("run"),
  /** One user; the username. */
  USER("user");

  /** The newest run, instead of its number. */
  public static final String LAST_RUN = "last";

  private final String word;

  Filter(String word) {
    this.word = word;
  }

  /** As it is in job files, and behind two hyphens on the command line. */
  public String word() {
    return word;
  }

  /** The name of its parameter in SQL. */
  String parameter() {
    return word.replace('-', '_');
  }
}
