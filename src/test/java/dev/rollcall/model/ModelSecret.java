package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * What is in a secret column since it was written last: nobody can tell whether that changed
 * anything, so it is the same as nothing but itself.
 */
public final class ModelSecret {

  private final @Nullable Object value;
  private final boolean said;

  private ModelSecret(@Nullable Object value, boolean said) {
    this.value = value;
    this.said = said;
  }

  /** What a row has said. */
  static ModelSecret said(@Nullable Object value) {
    return new ModelSecret(value, true);
  }

  /** What is there without a row that said it. */
  static ModelSecret unsaid(@Nullable Object value) {
    return new ModelSecret(value, false);
  }

  @Nullable Object value() {
    return value;
  }

  /** Whether a row has said it. */
  public boolean isSaid() {
    return said;
  }

  @Override
  public String toString() {
    return "secret " + value;
  }
}
