package dev.rollcall.postgresql;

import dev.rollcall.database.UserFigures;
import dev.rollcall.database.sql.OneTransaction;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.SqlFigures;
import dev.rollcall.postgresql.report.PostgresRows;
import dev.rollcall.postgresql.report.SameMoment;
import dev.rollcall.postgresql.report.SettledQuery;
import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.NamedReport;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Snapshot;
import dev.rollcall.reporting.SqlForm;
import dev.rollcall.reporting.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database as it was at one moment: a transaction that only reads. */
final class PostgresSnapshot implements Snapshot, SameMoment {

  private static final Logger LOGGER = Logger.getLogger(PostgresSnapshot.class.getName());

  private static final String WORK = "reports";

  /** How values are written, whatever is set for the server or the user. */
  private static final String SETTINGS =
      "set local bytea_output = hex; set local standard_conforming_strings = on;"
          + " set local extra_float_digits = 1; set local intervalstyle = iso_8601";

  private final PostgresAddress address;
  private final List<OneConnection> opened = new ArrayList<>();
  private final OneTransaction transaction;
  private @Nullable OneTransaction other;

  private PostgresSnapshot(PostgresAddress address) throws SQLException {
    this.address = address;
    this.transaction = begin();
  }

  /**
   * Opens a database for reading, as it is now.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  static PostgresSnapshot open(PostgresAddress address) {
    try {
      return new PostgresSnapshot(address);
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, address.name());
    }
  }

  private OneTransaction begin() throws SQLException {
    OneConnection connection = OneConnection.open(address, WORK, false);
    opened.add(connection);
    return OneTransaction.begin(connection);
  }

  @Override
  public void require(NamedReport report) {
    PostgresSchema schema = new PostgresSchema(address.name(), transaction);
    if (report.needsLedger()) {
      schema.requireCurrent();
    } else {
      schema.requireUsers();
    }
  }

  @Override
  public List<String> extraColumns() {
    return new PostgresSchema(address.name(), transaction).extraColumns();
  }

  /** What its users are like taken together. */
  UserFigures figures() {
    new PostgresSchema(address.name(), transaction).requireUsers();
    try {
      return SqlFigures.of(first());
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, address.name());
    }
  }

  @Override
  public Rows rows(Query query) {
    SqlText text = SqlText.of(query, SqlForm.POSTGRESQL);
    try {
      Sql.execute(first(), SETTINGS);
    } catch (SQLException e) {
      throw PostgresErrors.explain(e, address.name());
    }
    return new PostgresRows(
        this,
        new SettledQuery(text, query),
        query.walk(),
        e -> PostgresErrors.explain(e, address.name()));
  }

  @Override
  public Connection first() {
    return transaction.getConnection();
  }

  @Override
  public @Nullable Connection second() throws SQLException {
    if (other == null) {
      String moment = Sql.texts(first(), "select pg_export_snapshot()").get(0);
      try {
        other = begin();
        Sql.execute(other.getConnection(), "set transaction snapshot '" + moment + "'");
        Sql.execute(other.getConnection(), SETTINGS);
      } catch (SQLException | Failure e) {
        // One does it alone.
        LOGGER.log(Level.INFO, "there is no second connection for the report", e);
        return null;
      }
    }
    return other.getConnection();
  }

  /** What was read was read: the server ends what is left of it. */
  @Override
  public void close() {
    opened.forEach(OneConnection::close);
  }
}
