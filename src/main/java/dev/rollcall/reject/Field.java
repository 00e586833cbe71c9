package dev.rollcall.reject;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column of the input can say of a user, in the order in which cells are kept. To add a
 * column, begin here. A job may name extra columns beside these.
 */
public final class Field implements Comparable<Field> {

  public static final Field USERNAME = new Field(0, "username", false);
  public static final Field EMAIL = new Field(1, "email", false);
  public static final Field LEVEL = new Field(2, "level", false);
  public static final Field ACTION = new Field(3, "action", false);
  public static final Field REASON = new Field(4, "reason", false);

  /** Those that every job may read, in their order. */
  public static final List<Field> OWN = List.of(USERNAME, EMAIL, LEVEL, ACTION, REASON);

  private static final String EXTRA = "extra.";

  private final int place;
  private final String word;
  private final boolean secret;

  private Field(int place, String word, boolean secret) {
    this.place = place;
    this.word = word;
    this.secret = secret;
  }

  /**
   * What an extra column of the users is to have.
   *
   * @param index among the extra columns of a job, from 0
   * @param column its name in the database
   * @param secret whether what it says must be kept nowhere else
   */
  public static Field extra(int index, String column, boolean secret) {
    return new Field(OWN.size() + index, column, secret);
  }

  /** As job files, headers, messages and the ledger have it: {@code username}. */
  public String word() {
    return word;
  }

  /** A word that no other field has, whatever extra columns are called. */
  public String key() {
    return isExtra() ? EXTRA + word : word;
  }

  /** The name of the extra column with this key; null if it is of none. */
  public static @Nullable String extraOf(String key) {
    return key.startsWith(EXTRA) ? key.substring(EXTRA.length()) : null;
  }

  /** Where it is among all fields of a job, from 0. */
  public int place() {
    return place;
  }

  public boolean isExtra() {
    return place >= OWN.size();
  }

  /** Whether its cells are to be in no reject, message or page. */
  public boolean isSecret() {
    return secret;
  }

  @Override
  public int compareTo(Field other) {
    return Integer.compare(place, other.place);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Field field
        && place == field.place
        && secret == field.secret
        && word.equals(field.word);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place, word);
  }

  @Override
  public String toString() {
    return key();
  }
}
