package dev.rollcall.staging;

/** The order in which staged records are read back. */
public enum Order {
  /** By key, as unsigned bytes, a shorter key before what it begins; then by line. */
  KEY,
  /** As they were added. */
  LINE
}
