package dev.rollcall.inbox;

import java.time.Duration;

/** By what a file in an inbox is known to be whole. */
public sealed interface Readiness {

  /**
   * Nobody has changed it for this long: two looks that are so far apart found the same.
   *
   * @param quiet a second or more, and not more than {@link #LONGEST}
   */
  record Settle(Duration quiet) implements Readiness {

    /** For how long a file is waited for, in all. */
    public static final Duration LONGEST = Duration.ofMinutes(5);
  }

  /**
   * Another file is there, with the same name and this at its end. What it says must agree; see
   * {@link Marker}.
   *
   * @param ending such as {@code .done}
   */
  record ByMarker(String ending) implements Readiness {}

  /** It is there: whoever delivers it writes it elsewhere, and moves it here when it is whole. */
  record Rename() implements Readiness {}
}
