package dev.rollcall.applying;

import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides what an item does to its user. Pure: the same item and user give the same decision. */
public interface Decider<I extends Item> {

  /**
   * Decides one item.
   *
   * @param user the user as the items before left it; null if there is none
   * @param newId asked once if the item creates a user
   */
  Decision decide(I item, @Nullable User user, LongSupplier newId);

  /**
   * The values with which a user is left unchanged by the item, whatever else the user is; null if
   * that can't be said. It spares looking at users to whom nothing happens.
   */
  default @Nullable NewValues atRest(I item) {
    return null;
  }
}
