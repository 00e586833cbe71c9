package dev.rollcall.reject;

import java.util.List;
import java.util.Locale;

/**
 * What a column of the input can say of a user, in the order in which cells are kept. To add a
 * column, begin here.
 */
public enum Field {
  USERNAME,
  EMAIL,
  LEVEL,
  ACTION,
  REASON;

  /** In their order. */
  public static final List<Field> ALL = List.of(values());

  /** As job files, headers, messages and the ledger have it: {@code username}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
