package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.user.UserColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds triggers, and foreign keys, by which a write to one user changes users behind its back. A
 * run knows its users as it wrote them, within a chunk; what came out would depend on where chunks
 * end.
 *
 * <p>Which triggers a write sets off, by whatever detours, SQLite tells: its program for the write
 * has theirs in it. What they do to users their text tells. In doubt they change them. Those that
 * refuse a row, write to other tables, or only to other columns of users, do no harm.
 */
final class UserTriggers {

  /** Each way in which users are written. */
  private static final List<String> WRITES =
      List.of(
          "insert into users (id, username, "
              + UserSql.list(UserColumn::word)
              + ") values (1, '', "
              + UserSql.list(UserTriggers::anything)
              + ")",
          "update users set "
              + UserSql.list(column -> column.word() + " = " + anything(column))
              + " where id = 1",
          "delete from users where id = 1");

  private static final String NAME = "-- TRIGGER ";

  private final Connection connection;
  private final Set<String> triggers = new TreeSet<>();
  private final Set<String> keys = new TreeSet<>();

  private static String anything(UserColumn column) {
    return column.isText() ? "''" : "1";
  }

  private UserTriggers(Connection connection) {
    this.connection = connection;
  }

  /**
   * What was found.
   *
   * @param triggers their names
   * @param keys the columns of users that refer to other users in such a way
   */
  record Found(Set<String> triggers, Set<String> keys) {}

  /** Looks; at no cost where there are neither triggers nor foreign keys. */
  static Found of(Connection connection) throws SQLException {
    UserTriggers found = new UserTriggers(connection);
    String any =
        "select (select count(*) from sqlite_master where type = 'trigger')"
            + " + (select count(*) from pragma_foreign_key_list('users'))";
    if (Sql.number(connection, any) > 0) {
      for (String write : WRITES) {
        found.look(write);
      }
    }
    return new Found(found.triggers, found.keys);
  }

  private void look(String write) throws SQLException {
    long users =
        Sql.number(
            connection,
            "select rootpage from sqlite_master where type = 'table'"
                + " and name = 'users' collate nocase");
    for (Program program : programs(write, users)) {
      if (program.writesUsers) {
        if (program.trigger == null) {
          keys.addAll(harmfulKeys());
        } else if (!spares(program.trigger)) {
          triggers.add(program.trigger);
        }
      }
    }
  }

  private boolean spares(String trigger) throws SQLException {
    List<String> text =
        Sql.texts(
            connection,
            "select sql from sqlite_master where type = 'trigger' and name = ?",
            trigger);
    return text.size() == 1 && new TriggerText(text.get(0)).sparesUsers();
  }

  /** A key that only changes other columns, such as a superior that goes, does no harm. */
  private List<String> harmfulKeys() throws SQLException {
    return Sql.texts(
        connection,
        "select distinct \"from\" from pragma_foreign_key_list('users')"
            + " where on_delete = 'CASCADE'"
            + " or lower(\"from\") in ("
            + UserSql.KNOWN
            + ")"
            + " and (on_delete <> 'NO ACTION' or on_update <> 'NO ACTION')");
  }

  /** A part of what SQLite does for a statement: a trigger, or what a foreign key asks for. */
  private static final class Program {
    private @Nullable String trigger;
    private boolean writesUsers;
  }

  /** The statement's own program is left out. */
  private List<Program> programs(String write, long users) throws SQLException {
    List<Program> programs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement("explain " + write);
        ResultSet step = statement.executeQuery()) {
      while (step.next()) {
        if (step.getInt("addr") == 0) {
          programs.add(new Program());
        }
        Program program = programs.get(programs.size() - 1);
        String fourth = step.getString("p4");
        if (fourth != null && fourth.startsWith(NAME)) {
          program.trigger = fourth.substring(NAME.length());
        }
        program.writesUsers |=
            switch (step.getString("opcode")) {
              case "OpenWrite" -> step.getLong("p2") == users && step.getInt("p3") == 0;
              case "Clear" -> step.getLong("p1") == users && step.getInt("p2") == 0;
              default -> false;
            };
      }
    } catch (SQLException e) {
      // A write that can't even be prepared changes nothing, and says so when it is tried.
      return List.of();
    }
    return programs.subList(Math.min(1, programs.size()), programs.size());
  }
}
