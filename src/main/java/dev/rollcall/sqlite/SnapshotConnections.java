package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.sqlite.report.SameState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several connections that see the same state of a database, with nobody kept from writing.
 *
 * <p>SQLite has no way to hand a snapshot from one connection to another. But an onlooker can tell
 * whether anything was committed between two looks: the transactions that began in between, with
 * nothing committed meanwhile, all see the same. Otherwise they begin again.
 */
final class SnapshotConnections implements SameState, AutoCloseable {

  /** Against a writer that commits all the time; after that one connection has to do. */
  private static final int MOST_TRIES = 100;

  /** No value that is read alone may be longer. */
  private static final int LONGEST_BYTES = 16 << 20;

  private static final int SMALL_CACHE_KIB = -400;

  private final List<Connection> connections;

  private SnapshotConnections(List<Connection> connections) {
    this.connections = connections;
  }

  /**
   * Opens connections with a transaction each.
   *
   * @param readers how many more, for blocks; there may be none if others write too much
   */
  static SnapshotConnections open(SqliteFile file, int readers) throws SQLException {
    List<Connection> opened = new ArrayList<>();
    SnapshotConnections all = new SnapshotConnections(opened);
    try (Connection onlooker = ReadOnlyConnections.open(file, LONGEST_BYTES)) {
      opened.add(ReadOnlyConnections.open(file, LONGEST_BYTES));
      opened.add(ReadOnlyConnections.open(file, LONGEST_BYTES));
      for (int i = 0; i < readers; i++) {
        opened.add(ReadOnlyConnections.open(file, LARGEST_ROW_BYTES));
      }
      for (Connection connection : opened.subList(1, opened.size())) {
        // They read each page once.
        Sql.execute(connection, "pragma cache_size = " + SMALL_CACHE_KIB);
      }
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        long before = version(onlooker);
        for (Connection connection : opened) {
          begin(connection);
        }
        if (version(onlooker) == before) {
          return all;
        }
        for (Connection connection : opened) {
          Sql.execute(connection, "rollback");
        }
      }
      begin(opened.get(0));
      begin(opened.get(1));
      while (opened.size() > 2) {
        opened.remove(2).close();
      }
      return all;
    } catch (SQLException e) {
      all.close();
      throw e;
    }
  }

  /** Another one than before if anybody has committed since. */
  private static long version(Connection onlooker) throws SQLException {
    return Sql.number(onlooker, "pragma data_version");
  }

  /** A transaction sees the database as it is when it first reads. */
  private static void begin(Connection connection) throws SQLException {
    Sql.execute(connection, "begin");
    Sql.number(connection, "select count(*) from sqlite_master");
  }

  @Override
  public Connection first() {
    return connections.get(0);
  }

  @Override
  public Connection ranges() {
    return connections.get(1);
  }

  @Override
  public List<Connection> readers() {
    return connections.subList(2, connections.size());
  }

  @Override
  public void close() throws SQLException {
    @Nullable SQLException failed = null;
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
