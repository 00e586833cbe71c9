package dev.rollcall.laboratory;

import java.util.Locale;

/**
 * Something that goes wrong while the program works.
 *
 * @param at when, or how much, from 0 to 1; what that comes to depends on how much there is to do
 */
public record Fault(Kind kind, double at) {

  public static final Fault NONE = new Fault(Kind.NONE, 0);

  /** What may become of a program that it happens to. */
  public enum Effect {
    /** Nothing that anybody could see. */
    NOTHING,
    /** It is gone, at once. */
    KILL,
    /** It stops as soon as it can. */
    STOP,
    /** It can't go on, and says so. */
    FAIL,
    /** It is told that somebody else is at work. */
    BUSY
  }

  /** All faults, as the table names them. */
  public enum Kind {
    NONE("none", Effect.NOTHING),
    KILL_ANY_TIME("kill -9 at a random time", Effect.KILL),
    KILL_AFTER_CHUNK("kill -9 just after a chunk was committed", Effect.KILL),
    KILL_BEFORE_SYNC("kill -9 just before a commit or a file is synced", Effect.KILL),
    KILL_BETWEEN_WRITES("kill -9 between two writes to the database or its log", Effect.KILL),
    KILL_WRITING_FILE("kill -9 while a staged, reject or summary file is written", Effect.KILL),
    KILL_BEFORE_NAME("kill -9 just before a file gets its final name", Effect.KILL),
    KILL_BEFORE_DELETE("kill -9 just before a file is deleted", Effect.KILL),
    KILL_MIGRATING("kill -9 while a schema is made, migrated or added", Effect.KILL),
    STOP_TERM("SIGTERM", Effect.STOP),
    STOP_INT("SIGINT", Effect.STOP),
    FULL_DISK("disk full, for the database and its log", Effect.FAIL),
    FULL_LOG("disk full, for the log only", Effect.FAIL),
    FULL_FILES("disk full, for all files but the database", Effect.FAIL),
    FULL_REJECTS("disk full, for the reject file only (a small file system)", Effect.FAIL),
    FILE_LIMIT("a limit on the size of files (ulimit -f)", Effect.FAIL),
    SYNC_ERROR("an input/output error of the disk when it syncs", Effect.FAIL),
    READ_ONLY("a folder that can't be written", Effect.FAIL),
    INPUT_CHANGES("the input grows, shrinks or is replaced before it is read", Effect.FAIL),
    WRITER_SHORT("another program holds the write lock for a moment", Effect.NOTHING),
    WRITER_LONG("another program holds the write lock all the time", Effect.BUSY),
    RUN_LOCK("another run holds the database", Effect.BUSY),
    CLOCK_BACK("the clock set back by three days", Effect.NOTHING),
    COPIED("the database copied while it is in use", Effect.NOTHING);

    private final String words;
    private final Effect effect;

    Kind(String words, Effect effect) {
      this.words = words;
      this.effect = effect;
    }

    public String words() {
      return words;
    }

    public Effect effect() {
      return effect;
    }
  }

  public Effect effect() {
    return kind.effect();
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? "" : String.format(Locale.ROOT, "%s (%.3f)", kind, at);
  }
}
