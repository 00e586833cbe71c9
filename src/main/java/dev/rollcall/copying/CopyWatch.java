package dev.rollcall.copying;

/** Hears how far a copy is; may throw to stop it. */
public interface CopyWatch {

  /** Rows that were copied, or compared; each row is both. */
  void at(long rows);
}
