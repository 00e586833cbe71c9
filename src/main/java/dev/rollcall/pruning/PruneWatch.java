package dev.rollcall.pruning;

/** Those who attend to pruning. Called from the thread that works, between transactions. */
public interface PruneWatch {

  /** The work begins. */
  void begin(long changes);

  /** How many are gone; may throw to stop: the next call goes on. */
  void at(long changes);
}
