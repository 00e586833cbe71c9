package dev.rollcall.store;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Snapshot;
import dev.rollcall.reporting.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SQLite database as it was at one moment. */
public final class SqliteSnapshot implements Snapshot {

  /** No value of a report may be longer. */
  private static final int LONGEST_BYTES = 16 << 20;

  private final SqliteDatabase keeper;
  private final Connection connection;

  private SqliteSnapshot(SqliteDatabase keeper, Connection connection) {
    this.keeper = keeper;
    this.connection = connection;
  }

  /**
   * Opens a database for reading, as it is now.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  public static SqliteSnapshot open(DatabaseFile file) {
    // The last to close: where the database may be written, it tidies up the write-ahead log, which
    // those that only read can't.
    SqliteDatabase keeper = SqliteDatabase.openForReading(file);
    try {
      Connection connection = ReadOnlyConnections.open(file, LONGEST_BYTES);
      try {
        begin(connection);
        return new SqliteSnapshot(keeper, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      keeper.close();
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** A transaction sees the database as it is when it first reads. */
  private static void begin(Connection connection) throws SQLException {
    Sql.execute(connection, "begin");
    Sql.number(connection, "select count(*) from sqlite_master");
  }

  /**
   * Makes sure that the database has what a report asks for.
   *
   * @throws Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  public void require(NamedReport report) {
    Schema schema = new Schema(keeper);
    if (report.needsLedger()) {
      schema.requireCurrent();
    } else {
      schema.requireUsers();
    }
  }

  @Override
  public Rows rows(Query query) {
    SqlText text = SqlText.of(query.name(), query.sql());
    try {
      PreparedStatement statement = prepare(text);
      bind(statement, text, query);
      return new SqliteRows(statement, keeper.file().name());
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, keeper.file().name());
    }
  }

  private PreparedStatement prepare(SqlText text) throws SQLException {
    PreparedStatement statement;
    try {
      statement = connection.prepareStatement(text.statement());
    } catch (SQLException e) {
      throw new QueryFault(connection, text).of(e);
    }
    // What begins with "with" may still delete; but only a SELECT can stand inside another one.
    try {
      connection.prepareStatement("select * from (\n" + text.statement() + "\n)").close();
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw text.failure(0, "a report is one SELECT, and this is none", null);
    }
  }

  private static void bind(PreparedStatement statement, SqlText text, Query query)
      throws SQLException {
    List<String> names = text.parameters();
    if (statement.getParameterMetaData().getParameterCount() != names.size()) {
      throw text.failure(0, "its parameters can't be told apart", "name them with letters: :min");
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!query.parameters().containsKey(name)) {
        throw text.failure(
            text.offsetOfParameter(name),
            "the parameter " + name + " has no value",
            "give it one, such as --param " + name + "=5");
      }
      @Nullable Object value = query.parameters().get(name);
      statement.setObject(i + 1, value);
    }
    for (String name : query.parameters().keySet()) {
      if (!names.contains(name)) {
        throw Failure.of(
            ProblemCode.QUERY,
            "there is no parameter " + name + " in " + query.name(),
            names.isEmpty() ? "it has none" : "its parameters are " + String.join(", ", names));
      }
    }
  }

  @Override
  public void close() {
    try (keeper;
        connection) {
      Sql.execute(connection, "rollback");
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, keeper.file().name());
    }
  }
}
