package dev.rollcall.sqlite;

import dev.rollcall.database.sql.ChangeRows;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.reject.Field;
import dev.rollcall.user.UserColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the columns of the ledger hold, whatever a database that came from elsewhere says of them:
 * there, what must not be missing may be.
 */
final class LedgerColumns {

  /** By table; a question mark is at those that may be null. */
  static final Map<String, String> OF =
      Map.of(
          LedgerCheck.RUNS,
          """
          id integer, job text, kind text, of_run integer?, status text, definition text,
          source_name text, source_sha256 text, source_bytes integer, again integer,
          row_order text, position integer, rows_read integer, created integer,
          updated integer, unchanged integer, deleted integer, rejected integer,
          removed integer, raised integer, lowered integer, relative integer,
          changes_after integer, changes_until integer?, restarts integer, reject_file text?,
          message text?, started_at text, finished_at text?, millis integer, code text?,
          noted integer, token text, position_digest integer, reject_digest text?, ran_by text?,
          version text?, job_file text?, pruned_at text?, pruned_until integer?, retired integer\
          """,
          ChangeRows.TABLE,
          "id integer, run_id integer, line integer, user_id integer, username text, "
              + UserSql.list(LedgerColumns::ofChange)
              + ", reason text?, extra_before text?, extra_after text?",
          "rollcall_rejects",
          "id integer, run_id integer, line integer, code text, message text, "
              + Field.OWN.stream()
                  .map(field -> field.word() + " text?, ")
                  .collect(Collectors.joining())
              + "settled_by integer?, extra text?",
          "rollcall_pace",
          "run_id integer, at_millis integer, written integer");

  private LedgerColumns() {}

  private static String ofChange(UserColumn column) {
    String type = column.isText() ? " text?" : " integer?";
    return ChangeRows.before(column) + type + ", " + ChangeRows.after(column) + type;
  }

  /** As SQL: whether each column of a row holds what it should. */
  static String sound(String table) {
    return Arrays.stream(String.valueOf(OF.get(table)).split(",\\s", -1))
        .map(column -> column.split(" ", -1))
        .map(words -> sound(words[0], words[1].startsWith("integer"), words[1].endsWith("?")))
        .collect(Collectors.joining(" and "));
  }

  private static String sound(String column, boolean integer, boolean optional) {
    String sound = "typeof(" + column + ") = '" + (integer ? "integer" : "text") + "'";
    if (column.startsWith("extra")) {
      sound += " and json_valid(" + column + ")";
    }
    if (integer && !column.endsWith("_digest")) {
      // What was settled and is open again has its number negative; levels may be.
      boolean mayBeNegative = column.startsWith("level") || column.equals("settled_by");
      long least = mayBeNegative ? -LedgerCheck.LARGEST : 0;
      sound += " and " + column + " between " + least + " and " + LedgerCheck.LARGEST;
    }
    return optional ? "(" + column + " is null or " + sound + ")" : "(" + sound + ")";
  }
}
