package dev.rollcall.model;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A rule of the database itself, such as another unique column. */
@FunctionalInterface
public interface DatabaseRule {

  /** No rule. */
  DatabaseRule NONE = (others, before, after) -> false;

  /**
   * Whether the database refuses a change.
   *
   * @param others all users but this one
   * @param before null if the change creates the user
   * @param after null if the change deletes the user
   */
  boolean refuses(
      Collection<ModelUser> others, @Nullable ModelUser before, @Nullable ModelUser after);
}
