package dev.rollcall.pages;

import dev.rollcall.runs.RunStatus;
import java.util.stream.Stream;

/** How pages colour the status of a run: good, warn, bad or calm. */
final class Tones {

  private Tones() {}

  static String of(RunStatus status) {
    return switch (status) {
      case COMPLETED -> "good";
      case COMPLETED_WITH_REJECTS, STOPPED -> "warn";
      case FAILED, REFUSED, BUSY -> "bad";
      case STARTED, ABANDONED, ALREADY_DONE, PLANNED -> "calm";
    };
  }

  /** That of a status as reports have it; empty for any other word. */
  static String ofWord(String word) {
    return Stream.of(RunStatus.values())
        .filter(status -> status.word().equals(word))
        .map(Tones::of)
        .findFirst()
        .orElse("");
  }
}
