package dev.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * What a row says of a secret column. Only whoever writes it to the users asks for the value; it is
 * equal to nothing but itself, and no text of it tells more than that it is there.
 */
public final class Secret {

  /** Of which only is known that it was written. */
  public static final Secret WRITTEN = new Secret(null);

  private final @Nullable Object value;

  /**
   * @param value a {@code String} or a {@code Long}; null for none
   */
  public Secret(@Nullable Object value) {
    this.value = value;
  }

  @Nullable Object value() {
    if (this == WRITTEN) {
      throw new IllegalStateException("what was written is not known");
    }
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
