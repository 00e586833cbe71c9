package dev.rollcall.undoing;

/** Those who attend to an undo. Called from the thread that works. */
public interface UndoWatch {

  /** The work begins. */
  void begin(long users);

  /** How much is done; may throw to stop, in which case nothing is undone. */
  void at(long users);

  /** The run will never be continued; what it kept for that may go. */
  void abandoned(long runId);
}
