package dev.rollcall.postgresql;

import dev.rollcall.database.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds triggers by which a write to one user changes users behind its back. What a function does
 * its text tells, if it is one of PL/pgSQL; in doubt it changes them. What the text does not tell
 * is found out row by row, when what was written is not what is there.
 */
final class UserTriggers {

  /** Of other tables only where a write to a user can lead to them. */
  private static final String FUNCTIONS =
      "select t.tgname, t.tgrelid = 'users'::regclass, l.lanname, p.prosrc"
          + " from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
          + " join pg_language l on l.oid = p.prolang join pg_class c on c.oid = t.tgrelid"
          + " where not t.tgisinternal and t.tgenabled <> 'D' and (t.tgrelid = 'users'::regclass"
          + " or exists (select 1 from pg_trigger where tgrelid = 'users'::regclass"
          + " and not tgisinternal and tgenabled <> 'D') or exists (select 1 from pg_constraint"
          + " where contype = 'f' and confrelid = 'users'::regclass"
          + " and confdeltype in ('c', 'n', 'd')))";

  private UserTriggers() {}

  /** Their names. */
  static Set<String> harmful(Connection connection) throws SQLException {
    Set<String> harmful = new TreeSet<>();
    Sql.each(
        connection,
        FUNCTIONS,
        row -> {
          boolean ofUsers = row.getBoolean(2);
          if (!isHarmless(row.getString(3), String.valueOf(row.getString(4)), ofUsers)) {
            harmful.add(row.getString(1));
          }
        });
    return harmful;
  }

  private static boolean isHarmless(String language, String text, boolean ofUsers) {
    return switch (language) {
      // Those that come with the server: none of them writes to users.
      case "internal" -> true;
      case "plpgsql" -> {
        FunctionText function = new FunctionText(text);
        yield !function.writesUsers() && !(ofUsers && function.changesItsRow());
      }
      // Of another table's: it may have nothing to do with users.
      default -> !ofUsers;
    };
  }
}
