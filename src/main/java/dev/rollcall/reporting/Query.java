package dev.rollcall.reporting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT with the values of its named parameters.
 *
 * @param name for messages: a report's word or the path of a file
 * @param sql the statement, in which parameters are {@code :name}
 * @param parameters texts, {@link Long}s and {@link Double}s by name; null is SQL's null
 * @param walk the table through which it goes; null if that is not known
 */
public record Query(
    String name, String sql, Map<String, @Nullable Object> parameters, @Nullable Walk walk) {

  /** Of which nothing more is known. */
  public Query(String name, String sql, Map<String, @Nullable Object> parameters) {
    this(name, sql, parameters, null);
  }

  /**
   * The rows are those of a table, or some of them, in the order of its key: one half of them comes
   * behind the other, so two can read them at once.
   *
   * @param key a column of whole numbers, which has the same name in the answer
   */
  public record Walk(String table, String key) {}
}
