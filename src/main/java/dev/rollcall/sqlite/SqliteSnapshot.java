package dev.rollcall.sqlite;

import dev.rollcall.database.UserFigures;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlFigures;
import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Snapshot;
import dev.rollcall.reporting.SqlForm;
import dev.rollcall.reporting.SqlText;
import dev.rollcall.sqlite.report.SqliteRows;
import dev.rollcall.sqlite.report.WrappedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SQLite database as it was at one moment. */
final class SqliteSnapshot implements Snapshot {

  /** More readers than this, and the one who writes what they read can't keep up. */
  private static final int MOST_READERS = 4;

  private final SqliteDatabase keeper;
  private final SnapshotConnections connections;

  private SqliteSnapshot(SqliteDatabase keeper, SnapshotConnections connections) {
    this.keeper = keeper;
    this.connections = connections;
  }

  /**
   * Opens a database for reading, as it is now.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  static SqliteSnapshot open(SqliteFile file) {
    return open(file, Math.min(Runtime.getRuntime().availableProcessors(), MOST_READERS));
  }

  /** The same with this many connections that take turns; without any, one does it alone. */
  static SqliteSnapshot open(SqliteFile file, int readers) {
    // The last to close: where the database may be written, it tidies up the write-ahead log, which
    // those that only read can't.
    SqliteDatabase keeper = SqliteDatabase.openForReading(file);
    try {
      return new SqliteSnapshot(keeper, SnapshotConnections.open(file, readers));
    } catch (SQLException e) {
      keeper.close();
      throw SqliteErrors.explain(e, file.name());
    }
  }

  @Override
  public void require(NamedReport report) {
    SqliteSchema schema = new SqliteSchema(keeper);
    if (report.needsLedger()) {
      schema.requireCurrent();
    } else {
      schema.requireUsers();
    }
  }

  @Override
  public List<String> extraColumns() {
    return new SqliteSchema(keeper).extraColumns();
  }

  /** What its users are like taken together. */
  UserFigures figures() {
    new SqliteSchema(keeper).requireUsers();
    try {
      return SqlFigures.of(connections.first());
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, keeper.file().name());
    }
  }

  @Override
  public Rows rows(Query query) {
    SqlText text = SqlText.of(query, SqlForm.SQLITE);
    try {
      List<String> columns = columns(text);
      List<@Nullable Object> values = text.values(query.parameters());
      WrappedQuery wrapped = new WrappedQuery(text.statement(), values, columns.size());
      boolean utf8 = Sql.texts(connections.first(), "pragma encoding").contains("UTF-8");
      String database = keeper.file().name();
      return new SqliteRows(
          connections, wrapped, columns, utf8, e -> SqliteErrors.explain(e, database));
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, keeper.file().name());
    }
  }

  /** The names of the columns; finds out on the way whether it is a query. */
  private List<String> columns(SqlText text) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = prepare(text)) {
      if (statement.getParameterMetaData().getParameterCount() != text.parameters().size()) {
        throw text.failure(0, "its parameters can't be told apart", "name them with letters: :min");
      }
      for (int i = 1; i <= statement.getMetaData().getColumnCount(); i++) {
        names.add(statement.getMetaData().getColumnLabel(i));
      }
    }
    return names;
  }

  private PreparedStatement prepare(SqlText text) throws SQLException {
    Connection connection = connections.first();
    PreparedStatement statement;
    try {
      statement = connection.prepareStatement(text.statement());
    } catch (SQLException e) {
      throw new QueryFault(connection, text).of(e);
    }
    // What begins with "with" may still delete; but only a SELECT can be inside another one.
    try {
      connection.prepareStatement("select * from (\n" + text.statement() + "\n)").close();
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw text.failure(0, "a report is one SELECT, and this is none", null);
    }
  }

  @Override
  public void close() {
    try (keeper;
        connections) {
      // The keeper is closed last.
      return;
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, keeper.file().name());
    }
  }
}
