package dev.rollcall.user;

import org.jspecify.annotations.Nullable;

/** What a row says of the e-mail address. */
public sealed interface EmailChange {

  /** Says nothing: the address stays; a new user gets none. */
  EmailChange KEEP = new Keep();

  /** {@code \N}: no address. */
  EmailChange CLEAR = new SetTo(null);

  /** The address after, given the address before. */
  @Nullable String from(@Nullable String before);

  /** See {@link EmailChange#KEEP}. */
  record Keep() implements EmailChange {
    @Override
    public @Nullable String from(@Nullable String before) {
      return before;
    }
  }

  /** A new address, or none. */
  record SetTo(@Nullable String email) implements EmailChange {
    @Override
    public @Nullable String from(@Nullable String before) {
      return email;
    }
  }
}
