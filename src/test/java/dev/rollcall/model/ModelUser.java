package dev.rollcall.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param level null only in a database made elsewhere, where it counts as 1
 * @param extras what is in each extra column of the database: a {@code String}, a {@code Long}, a
 *     {@link ModelSecret}, or null
 */
public record ModelUser(
    String username,
    @Nullable String email,
    @Nullable Long level,
    Map<String, @Nullable Object> extras) {

  public ModelUser {
    extras = Collections.unmodifiableMap(new TreeMap<>(extras));
  }

  /** One in a database without extra columns. */
  public ModelUser(String username, @Nullable String email, @Nullable Long level) {
    this(username, email, level, Map.of());
  }

  /** The level that counts. */
  public long effectiveLevel() {
    return level == null ? 1 : level;
  }

  /** The same in a database without some columns. */
  ModelUser without(Set<String> columns) {
    Map<String, @Nullable Object> left = new TreeMap<>(extras);
    left.keySet().removeAll(columns);
    return with(left);
  }

  /** The same with this in all extra columns. */
  public ModelUser with(Map<String, @Nullable Object> others) {
    return new ModelUser(username, email, level, others);
  }

  /** The same without what is secret, which nobody can compare. */
  public ModelUser withoutSecrets() {
    Map<String, @Nullable Object> left = new TreeMap<>(extras);
    left.values().removeIf(ModelSecret.class::isInstance);
    return with(left);
  }

  /** As the table of users has him: with what is secret, too. */
  public ModelUser stored() {
    Map<String, @Nullable Object> plain = new TreeMap<>(extras);
    plain.replaceAll((name, value) -> value instanceof ModelSecret secret ? secret.value() : value);
    return with(plain);
  }
}
