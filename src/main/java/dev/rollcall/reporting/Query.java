package dev.rollcall.reporting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT with the values of its named parameters.
 *
 * @param name for messages: a report's word or the path of a file
 * @param sql the statement, in which parameters are {@code :name}
 * @param parameters texts, {@link Long}s and {@link Double}s by name; null is SQL's null
 */
public record Query(String name, String sql, Map<String, @Nullable Object> parameters) {}
