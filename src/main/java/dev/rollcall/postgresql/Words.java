package dev.rollcall.postgresql;

import java.nio.charset.StandardCharsets;

/** What the server shows of a connection. */
final class Words {

  /** The server cuts what is longer. */
  private static final int MOST_BYTES = 63;

  private Words() {}

  /** What is done, by whom, as the server shows it to others. */
  static String cut(String work) {
    String process =
        ", process "
            + ProcessHandle.current().pid()
            + " of "
            + System.getProperty("user.name", "unknown");
    String start = ascii("rollcall " + work);
    String end = ascii(process);
    int room = Math.max(0, MOST_BYTES - end.length());
    String whole =
        start.length() <= room ? start : start.substring(0, Math.max(0, room - 3)) + "...";
    return (whole + end).substring(0, Math.min(whole.length() + end.length(), MOST_BYTES));
  }

  private static String ascii(String text) {
    return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII)
        .replaceAll("\\p{Cntrl}", "?");
  }
}
