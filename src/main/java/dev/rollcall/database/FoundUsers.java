package dev.rollcall.database;

import dev.rollcall.user.User;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look-up found, in the order in which it was asked: for each of the sought the user, or
 * that nobody has the name, or that the user is at rest, as {@link Sought#atRest} says. By place
 * rather than by name, as names would have to be hashed for every row.
 */
public final class FoundUsers {

  private static final User AT_REST = new User(0, "", null, 0);

  private final @Nullable User[] users;

  /**
   * All are at rest, until they are shown.
   *
   * @param sought how many
   */
  public FoundUsers(int sought) {
    users = new User[sought];
    Arrays.fill(users, AT_REST);
  }

  /**
   * All of the sought, whether they are at rest or not.
   *
   * @param byName those that there are
   */
  public static FoundUsers of(List<Sought> sought, Map<String, User> byName) {
    FoundUsers found = new FoundUsers(sought.size());
    for (int at = 0; at < sought.size(); at++) {
      found.show(at, byName.get(sought.get(at).username()));
    }
    return found;
  }

  /**
   * Says who it is.
   *
   * @param at counted from 0
   * @param user null if nobody has the name
   */
  public void show(int at, @Nullable User user) {
    users[at] = user;
  }

  public boolean isAtRest(int at) {
    return users[at] == AT_REST;
  }

  /** Who it is, null if nobody; not to be asked of one at rest. */
  public @Nullable User get(int at) {
    User user = users[at];
    if (user == AT_REST) {
      throw new IllegalStateException("the user is at rest");
    }
    return user;
  }
}
