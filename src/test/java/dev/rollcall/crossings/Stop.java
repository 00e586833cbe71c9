package dev.rollcall.crossings;

import dev.rollcall.laboratory.Fault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stops a run. */
enum Stop {
  NOTHING(null),
  /** A chunk fails in the ledger. */
  FAILS(null),
  /** The same, and it looks as a kill just there would have left it. */
  LOOKS_KILLED(null),
  KILLED_ANY_TIME(Fault.Kind.KILL_ANY_TIME),
  KILLED_AFTER_CHUNK(Fault.Kind.KILL_AFTER_CHUNK),
  KILLED_BEFORE_SYNC(Fault.Kind.KILL_BEFORE_SYNC),
  KILLED_BETWEEN_WRITES(Fault.Kind.KILL_BETWEEN_WRITES),
  KILLED_WRITING_FILE(Fault.Kind.KILL_WRITING_FILE),
  KILLED_BEFORE_NAME(Fault.Kind.KILL_BEFORE_NAME),
  KILLED_BEFORE_DELETE(Fault.Kind.KILL_BEFORE_DELETE);

  private final Fault.@Nullable Kind kind;

  Stop(Fault.@Nullable Kind kind) {
    this.kind = kind;
  }

  /** What happens to a process of its own; null if it needs none. */
  @Nullable Fault fault(double at) {
    return kind == null ? null : new Fault(kind, at);
  }

  String words(double at) {
    return String.format(Locale.ROOT, "%s (%.3f)", this, at);
  }
}
