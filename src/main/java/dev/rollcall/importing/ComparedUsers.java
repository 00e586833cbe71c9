package dev.rollcall.importing;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.runs.Comparison;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.Touched;
import dev.rollcall.runs.UsersDigest;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the users of an input with those of the database, round a rehearsal of the run: made
 * before it, asked after it, in the same transaction. A run that continues is compared with the
 * users before it began.
 */
final class ComparedUsers {

  private static final int AT_A_TIME = 10_000;

  private final UserDatabase database;
  private final UsersDigest digest;
  private final String before;
  private final long users;

  /** Looks at all users; some 2 seconds a million. */
  ComparedUsers(UserDatabase database, Run run) {
    this.database = database;
    this.digest = new UsersDigest(database.users().columns().named());
    long now = database.onConnection(this::digestAll);
    Counts done = run.counts();
    this.users = now + done.deleted() + done.removed() - done.created();
    database.execute(
        connection ->
            database.ledger().eachChange(connection, run.id(), run.changesAfter(), digest::undo));
    this.before = digest.value();
  }

  private long digestAll(Connection connection) throws SQLException {
    long count = 0;
    long last = Long.MIN_VALUE;
    List<User> some;
    while (!(some = database.users().findAfter(connection, last, AT_A_TIME)).isEmpty()) {
      some.forEach(digest::add);
      count += some.size();
      last = some.get(some.size() - 1).id();
    }
    return count;
  }

  /**
   * What came of it.
   *
   * @param rows of the run, from the first on
   * @param mirror which the run was; null if it was none
   * @param touched by the rehearsal
   */
  Comparison after(Run run, StagedChunks rows, @Nullable Mirror mirror, Touched touched) {
    database.execute(
        connection ->
            database.ledger().eachChange(connection, run.id(), run.changesAfter(), digest::apply));
    Counts counts = run.counts();
    long deleted = touched.deleted() - counts.removed();
    long different = touched.changed() - touched.deleted() - counts.retired();
    // A mirror has met whoever is not named.
    long unnamed =
        mirror == null ? database.onConnection(c -> countUnnamed(c, rows)) : mirror.unnamed();
    return new Comparison(
        users,
        users - unnamed - different - deleted,
        different,
        deleted,
        counts.created() - counts.deleted() - counts.removed() + touched.deleted(),
        unnamed,
        counts.removed(),
        before,
        digest.value());
  }

  private long countUnnamed(Connection connection, StagedChunks rows) throws SQLException {
    database.users().beginNamed(connection);
    ChunkRows some = new ChunkRows(database.users().columns());
    for (rows.next(AT_A_TIME, some); !some.isEmpty(); rows.next(AT_A_TIME, some)) {
      database.users().addNamed(connection, Mirror.named(some));
    }
    long count = 0;
    long last = Long.MIN_VALUE;
    List<User> unnamed;
    while (!(unnamed = database.users().findUnnamed(connection, last, AT_A_TIME)).isEmpty()) {
      count += unnamed.size();
      last = unnamed.get(unnamed.size() - 1).id();
    }
    return count;
  }
}
