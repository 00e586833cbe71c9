package dev.rollcall.database;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Looks users up on connections of its own, while a chunk before theirs is written: sees what is
 * committed. For one thread at a time, which need not be the writer's.
 */
public interface UsersAhead {

  /**
   * Begins to look up; see {@link UserTable#findUnlessAtRest}. Several look-ups may be under way at
   * a time. What goes wrong is the future's {@link SQLException}.
   */
  Future<FoundUsers> findUnlessAtRest(List<Sought> sought);

  /** Does now and then what the writer would have to do else, such as tidying up its log. */
  void tidyUp();

  /** Begins to tidy up all that is committed, if it is much: the writer is about to close. */
  void tidyUpAll();
}
