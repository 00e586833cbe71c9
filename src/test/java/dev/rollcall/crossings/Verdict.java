package dev.rollcall.crossings;

import java.util.List;

/** What a delivery comes to. */
sealed interface Verdict {

  /** Nothing is written; this run has done it. */
  record Done(PastRun by, List<PastRun> abandoned) implements Verdict {}

  /** Nothing is written, as something would be applied twice. */
  record Refused(PastRun because) implements Verdict {}

  /** A run begins. */
  record New(List<PastRun> abandoned) implements Verdict {}

  /** A run goes on. */
  record GoesOn(PastRun run) implements Verdict {}
}
