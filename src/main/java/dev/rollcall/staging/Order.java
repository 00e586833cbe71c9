package dev.rollcall.staging;

/** The order in which staged records are read back. */
public enum Order {
  /** By key, as unsigned bytes, a shorter key before what it begins; then as they were added. */
  KEY,
  /** As they were added. */
  LINE
}
