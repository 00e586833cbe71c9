package dev.rollcall.user;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks users up on a connection of its own, while a chunk before theirs is written: sees what is
 * committed. For one thread at a time, which need not be the writer's.
 */
public interface UsersAhead {

  /** See {@link UserTable#findUnlessAtRest}. */
  Map<String, @Nullable User> findUnlessAtRest(List<Sought> sought) throws SQLException;

  /** Does now and then what the writer would have to do else, such as tidying up its log. */
  void tidyUp() throws SQLException;
}
