package dev.rollcall.postgresql;

import dev.rollcall.database.Rehearsal;
import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.RejectRows;
import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What PostgreSQL undoes stays in its tables until they are vacuumed. So a rehearsal writes no
 * user, and its changes and rejects go into temporary tables, which hide those of the same name
 * until the transaction ends.
 */
final class PostgresRehearsal implements Rehearsal {

  private static final String HIDE =
      "create temp table %1$s (like %2$s.%1$s including all) on commit drop";

  private static final String COPY =
      "insert into pg_temp.%1$s (%3$s) overriding system value"
          + " select %3$s from %2$s.%1$s where %4$s > ? and run_id = ?";

  private static final String NUMBER_ON =
      "select setval(pg_get_serial_sequence('pg_temp."
          + RejectRows.TABLE
          + "', 'id'), max(id)) from pg_temp."
          + RejectRows.TABLE
          + " having count(*) > 0";

  private static final List<String> REJECTS = rejects();

  private static final List<String> PACE = List.of("at_millis", "run_id", "written");

  private final RehearsableUsers users;
  private final PostgresLedger ledger;

  PostgresRehearsal(RehearsableUsers users, PostgresLedger ledger) {
    this.users = users;
    this.ledger = ledger;
  }

  private static List<String> rejects() {
    List<String> columns = new ArrayList<>(List.of("id"));
    columns.addAll(RejectRows.COLUMNS);
    columns.add("settled_by");
    return columns;
  }

  @Override
  public void begin(Connection connection, long runId, long after) throws SQLException {
    if (users.hasRulesOfItsOwn(connection)) {
      // What they refuse only they can tell.
      return;
    }
    String schema = Sql.texts(connection, "select quote_ident(current_schema())").get(0);
    ledger.beginRehearsal(ledger.newestChange(connection));
    // What the run has done before, if it goes on, it sees all the same.
    hide(connection, schema, ChangeRows.TABLE, PostgresLedger.CHANGES, runId, after);
    hide(connection, schema, RejectRows.TABLE, REJECTS, runId, 0);
    hide(connection, schema, "rollcall_pace", PACE, runId, 0);
    // Numbers go on behind those that were copied.
    Sql.execute(connection, NUMBER_ON);
    users.beginRehearsal(connection);
  }

  private static void hide(
      Connection connection,
      String schema,
      String table,
      List<String> columns,
      long runId,
      long after)
      throws SQLException {
    Sql.execute(connection, String.format(Locale.ROOT, HIDE, table, schema));
    String listed = String.join(", ", columns);
    Sql.update(
        connection,
        String.format(Locale.ROOT, COPY, table, schema, listed, columns.get(0)),
        after,
        runId);
  }

  @Override
  public void end() {
    users.endRehearsal();
    ledger.endRehearsal();
  }
}
