package dev.rollcall.reporting;

/** Whose SQL a text is: databases differ in what quotes, comments and parameters look like. */
public enum SqlForm {
  SQLITE,
  POSTGRESQL
}
