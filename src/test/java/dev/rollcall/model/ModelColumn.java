package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * A column that users have in a database beside the four.
 *
 * @param text whether it holds texts, else whole numbers
 * @param secret whether it is written, and never read
 * @param definition as SQL has it behind the name
 * @param usual what a new user has in it of whom nobody says it
 */
public record ModelColumn(
    String name, boolean text, boolean secret, String definition, @Nullable Object usual) {

  /** The name as SQL has it. */
  public String quoted() {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** What a user has who has this in it, put there by no row. */
  public @Nullable Object held(@Nullable Object value) {
    return secret ? ModelSecret.unsaid(value) : value;
  }
}
