package dev.rollcall.postgresql;

import dev.rollcall.database.CopiedTable;
import dev.rollcall.database.CopyTarget;
import dev.rollcall.database.Echo;
import dev.rollcall.database.Work;
import dev.rollcall.database.sql.OneTransaction;
import dev.rollcall.database.sql.RejectRows;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.TableRows;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database into which another one is copied; its tables are part of that, too. */
final class PostgresCopyTarget implements CopyTarget {

  private static final String COLUMNS =
      "select column_name from information_schema.columns where table_schema = current_schema()"
          + " and table_name = ? and is_generated = 'NEVER'";

  private final String name;
  private final OneConnection opened;
  private final OneTransaction transaction;

  private PostgresCopyTarget(String name, OneConnection opened, OneTransaction transaction) {
    this.name = name;
    this.opened = opened;
    this.transaction = transaction;
  }

  static PostgresCopyTarget open(PostgresAddress address, @Nullable Consumer<String> echo) {
    OneConnection opened = OneConnection.open(address, "a copy of a database", true);
    try {
      AdvisoryLock.take(opened, address.name(), Duration.ZERO);
      OneTransaction transaction = OneTransaction.begin(Echo.of(opened, echo));
      new PostgresSchema(address.name(), transaction).prepare();
      return new PostgresCopyTarget(address.name(), opened, transaction);
    } catch (SQLException | RuntimeException e) {
      opened.close();
      throw PostgresErrors.explain(e, address.name());
    }
  }

  private <T> T inTransaction(Work<T> work) {
    return Work.ask(transaction, work, e -> PostgresErrors.explain(e, name));
  }

  @Override
  public boolean isEmpty() {
    return inTransaction(
        connection ->
            Sql.holds(
                connection,
                "select not exists (select 1 from users)"
                    + " and not exists (select 1 from rollcall_runs)"));
  }

  @Override
  public void addColumn(String name, boolean text) {
    inTransaction(
        connection -> {
          String type = text ? " text" : " bigint";
          Sql.execute(
              connection,
              "alter table users add column if not exists " + UserSql.quoted(name) + type);
          return true;
        });
  }

  @Override
  public Filling fill(CopiedTable table) {
    return inTransaction(
        connection -> {
          List<String> columns = Sql.texts(connection, COLUMNS, table.name());
          if (!new HashSet<>(columns).equals(new HashSet<>(table.columns()))) {
            throw Failure.at(
                ProblemCode.SCHEMA_INVALID,
                Place.of(name),
                "its table " + table.name() + " has other columns than the one to be copied",
                "copy into an empty database");
          }
          return new CopyLines(connection, table, e -> PostgresErrors.explain(e, name));
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
  public void continueAfter(long lastUserId) {
    inTransaction(
        connection -> {
          if (lastUserId > 0) {
            Sql.number(
                connection, "select setval(" + UsersLayout.OURS.sequence() + ", ?)", lastUserId);
          }
          Sql.texts(
              connection,
              "select setval(pg_get_serial_sequence('"
                  + RejectRows.TABLE
                  + "', 'id'), max(id)) from "
                  + RejectRows.TABLE
                  + " having count(*) > 0");
          PostgresParts.beginCopied(connection);
          // The first run there is not to find tables of which the server knows nothing.
          Sql.execute(connection, "analyze " + String.join(", ", TableRows.KEYS.keySet()));
          return true;
        });
  }

  @Override
  public void commit() {
    try {
      transaction.commit();
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, name);
    }
  }

  @Override
  public void close() {
    try (opened;
        transaction) {
      // What was not committed is undone.
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, name);
    }
  }
}
