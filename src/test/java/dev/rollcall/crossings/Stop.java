package dev.rollcall.crossings;

import dev.rollcall.laboratory.Fault;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stops a run. */
enum Stop {
  NOTHING,
  /** A chunk fails in the ledger. */
  FAILS,
  /** The same, and it looks as a kill just there would have left it. */
  LOOKS_KILLED,
  KILLED_ANY_TIME(Fault.Kind.KILL_ANY_TIME),
  KILLED_AFTER_CHUNK(Fault.Kind.KILL_AFTER_CHUNK),
  KILLED_BEFORE_SYNC(Fault.Kind.KILL_BEFORE_SYNC),
  KILLED_BETWEEN_WRITES(Fault.Kind.KILL_BETWEEN_WRITES),
  KILLED_WRITING_FILE(Fault.Kind.KILL_WRITING_FILE),
  KILLED_BEFORE_NAME(Fault.Kind.KILL_BEFORE_NAME),
  KILLED_BEFORE_DELETE(Fault.Kind.KILL_BEFORE_DELETE),
  /** As it asks something that the server never hears. */
  KILLED_ASKING(Deed.KILL, Wire.Kind.ASKED),
  /** As the server has committed, which it never hears. */
  KILLED_UNHEARD(Deed.KILL, Wire.Kind.COMMITTED),
  FROZEN_ASKING(Deed.FREEZE, Wire.Kind.ASKED),
  FROZEN_UNHEARD(Deed.FREEZE, Wire.Kind.COMMITTED),
  CRASH_ASKING(Deed.CRASH, Wire.Kind.ASKED),
  CRASH_UNHEARD(Deed.CRASH, Wire.Kind.COMMITTED),
  RESTART_ASKING(Deed.RESTART, Wire.Kind.ASKED),
  RESTART_UNHEARD(Deed.RESTART, Wire.Kind.COMMITTED),
  CUT_ASKING(Deed.CUT, Wire.Kind.ASKED),
  CUT_UNHEARD(Deed.CUT, Wire.Kind.COMMITTED);

  /** What is done at a moment of a command on a server. */
  enum Deed {
    /** {@code kill -9} of the program. */
    KILL("kills"),
    /** SIGSTOP of the program, and SIGCONT when another has done its work. */
    FREEZE("freezes"),
    /** {@code kill -9} of a process of the server, which then recovers. */
    CRASH("server crashes"),
    /** {@code pg_ctl -m immediate} */
    RESTART("server crashes"),
    /** The network fails. */
    CUT("cuts");

    private final String words;

    Deed(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Fault.@Nullable Kind kind;
  private final @Nullable Deed deed;
  private final Wire.@Nullable Kind moment;

  Stop() {
    this(null, null, null);
  }

  Stop(Fault.Kind kind) {
    this(kind, null, null);
  }

  Stop(Deed deed, Wire.Kind moment) {
    this(null, deed, moment);
  }

  Stop(Fault.@Nullable Kind kind, @Nullable Deed deed, Wire.@Nullable Kind moment) {
    this.kind = kind;
    this.deed = deed;
    this.moment = moment;
  }

  /** Those that take a process of its own. */
  static List<Stop> ofProcesses(DatabaseKind database) {
    return Arrays.stream(values())
        .filter(stop -> (database == DatabaseKind.FILE ? stop.kind : stop.deed) != null)
        .toList();
  }

  boolean isOfProcess() {
    return kind != null || deed != null;
  }

  /** What happens to a process that writes a file; null if it is none of these. */
  @Nullable Fault fault(double at) {
    return kind == null ? null : new Fault(kind, at);
  }

  Deed deed() {
    return Objects.requireNonNull(deed);
  }

  Wire.Kind moment() {
    return Objects.requireNonNull(moment);
  }

  /** What is counted when it happens. */
  String counted() {
    return deed == null ? Deed.KILL.words : deed.words;
  }

  String words(double at) {
    return String.format(Locale.ROOT, "%s (%.3f)", this, at);
  }
}
