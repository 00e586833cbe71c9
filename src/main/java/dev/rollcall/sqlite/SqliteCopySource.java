package dev.rollcall.sqlite;

import dev.rollcall.database.CopiedTable;
import dev.rollcall.database.CopySource;
import dev.rollcall.database.Echo;
import dev.rollcall.database.Work;
import dev.rollcall.database.sql.ExtraColumnRows;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.TableRows;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersInTheWay;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Origin;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An SQLite database that is copied whole. */
final class SqliteCopySource implements CopySource {

  private final RunLock lock;
  private final SqliteDatabase database;
  private final DataSource dataSource;

  /** In a transaction that keeps all others from writing, until the first mark. */
  private @Nullable Connection connection;

  private SqliteCopySource(RunLock lock, SqliteDatabase database, DataSource dataSource) {
    this.lock = lock;
    this.database = database;
    this.dataSource = dataSource;
  }

  static SqliteCopySource open(SqliteFile file, String to, @Nullable Consumer<String> echo) {
    file.require();
    RunLock lock = RunLock.take(file, Duration.ZERO, "a copy of the database");
    try {
      return open(lock, SqliteDatabase.openForWriting(file), to, echo);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static SqliteCopySource open(
      RunLock lock, SqliteDatabase database, String to, @Nullable Consumer<String> echo) {
    try {
      database.discardLeftovers();
      DataSource dataSource = Echo.of(database, echo);
      SqliteSchema schema = new SqliteSchema(database, dataSource, to);
      schema.migrate();
      schema.requireCurrent();
      SqliteCopySource source = new SqliteCopySource(lock, database, dataSource);
      source.begin();
      source.requireSound();
      return source;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw SqliteErrors.explain(e, database.file().name());
    }
  }

  private Connection begin() throws SQLException {
    Connection begun = dataSource.getConnection();
    begun.setAutoCommit(false);
    connection = begun;
    return begun;
  }

  private void requireSound() {
    inTransaction(
        connection -> {
          String damage = new LedgerCheck(SqliteDialect.INSTANCE).firstDamage(connection);
          if (damage != null) {
            throw LedgerCheck.failure(database.file().name(), damage, null);
          }
          return true;
        });
  }

  private <T> T inTransaction(Work<T> work) {
    Connection current = connection;
    if (current == null) {
      throw new IllegalStateException("the copy was made");
    }
    try {
      return work.on(current);
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database.file().name());
    }
  }

  @Override
  public List<CopiedTable> tables() {
    return inTransaction(
        connection -> {
          List<CopiedTable> tables = new ArrayList<>();
          for (String table : TableRows.KEYS.keySet()) {
            List<String> columns =
                Sql.texts(
                    connection,
                    "select name from pragma_table_xinfo(?) where hidden = 0 order by name",
                    table);
            if (table.equals(TableRows.USERS)) {
              requireKnown(columns);
              requireCopyable(connection);
            }
            tables.add(new CopiedTable(table, columns, TableRows.KEYS.get(table)));
          }
          return tables;
        });
  }

  private void requireKnown(List<String> columns) {
    Set<String> known = extraColumns().keySet();
    List<String> others =
        columns.stream()
            .filter(column -> !UserSql.COLUMNS.contains(column) && !known.contains(column))
            .toList();
    if (!others.isEmpty()) {
      throw Failure.at(
          ProblemCode.SCHEMA_INVALID,
          Place.of(database.file().name()),
          "its users have columns of another program, which a copy would not have: "
              + String.join(", ", others),
          "name them in a job (extra: …), or drop them");
    }
  }

  /** The rules of our own tables are there, too; the values must be such as it takes. */
  private void requireCopyable(Connection connection) throws SQLException {
    UsersInTheWay found = new UsersInTheWay(Place.of(database.file().name()));
    List<String> rules = RulesToCopy.of(connection);
    if (!rules.isEmpty()) {
      found.add(
          "a copy would not have what its users have: " + String.join("; ", rules),
          "in a copy of the file, make a table of users without them, copy that, and make them"
              + " again on the server");
    }
    ValuesToCopy values = new ValuesToCopy(connection, found);
    values.checkTexts("username", User.USERNAME_LENGTH);
    for (UserColumn column : UserColumn.OWN) {
      if (column.isText()) {
        values.checkTexts(column.word(), User.EMAIL_LENGTH);
      } else {
        values.checkNumbers(column.word());
      }
    }
    for (Map.Entry<String, Boolean> column : extraColumns().entrySet()) {
      if (column.getValue()) {
        values.checkTexts(column.getKey(), 0);
      } else {
        values.checkNumbers(column.getKey());
      }
    }
    if (!found.problems().isEmpty()) {
      throw new Failure(found.problems(), null);
    }
  }

  @Override
  public Map<String, Boolean> extraColumns() {
    return inTransaction(
        connection -> {
          Map<String, Boolean> columns = new LinkedHashMap<>();
          for (ExtraColumn column :
              ExtraColumnRows.known(connection, new ExtraColumns()).extras()) {
            columns.put(column.word(), column.isText());
          }
          return columns;
        });
  }

  @Override
  public void each(CopiedTable table, CopiedTable.Taker taker) {
    inTransaction(
        connection -> {
          TableRows.each(connection, table, taker);
          return true;
        });
  }

  @Override
  public long lastUserId() {
    return inTransaction(connection -> new SqliteUserTable().nextId(connection) - 1);
  }

  @Override
  public void mark(String address, boolean done) {
    try {
      try (Connection current = connection == null ? begin() : connection) {
        MovedMark.put(current, address, done, Origin.current().now());
        current.commit();
      }
      connection = null;
      database.sync();
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database.file().name());
    }
  }

  @Override
  public void close() {
    try (lock;
        database;
        Connection current = connection) {
      if (current != null) {
        current.rollback();
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, database.file().name());
    }
  }
}
