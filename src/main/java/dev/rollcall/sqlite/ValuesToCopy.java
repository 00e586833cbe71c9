package dev.rollcall.sqlite;

import dev.rollcall.database.sql.Sql;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.database.sql.UsersInTheWay;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds values of users that would be others in a database of another kind: SQLite takes any value
 * for any column, and any bytes for a text.
 */
final class ValuesToCopy {

  private static final String ADVICE = "correct them";

  private final Connection connection;
  private final UsersInTheWay found;

  ValuesToCopy(Connection connection, UsersInTheWay found) {
    this.connection = connection;
    this.found = found;
  }

  /**
   * Checks a column of texts.
   *
   * @param longest how many characters one of them may have there; 0 for any number
   */
  void checkTexts(String column, int longest) throws SQLException {
    String name = UserSql.quoted(column);
    check(column, "that is not text", "typeof(" + name + ") not in ('text', 'null')");
    // What follows is of texts only.
    String text = "typeof(" + name + ") = 'text' and ";
    check(column, "with U+0000 in it", text + "instr(" + name + ", char(0)) > 0");
    if (longest > 0) {
      String longer = text + "length(" + name + ") > " + longest;
      check(column, "of more than " + longest + " characters", longer);
    }
    checkBytes(column, name);
  }

  /** Checks a column of whole numbers. */
  void checkNumbers(String column) throws SQLException {
    String name = UserSql.quoted(column);
    check(column, "that is not a whole number", "typeof(" + name + ") not in ('integer', 'null')");
  }

  private void check(String column, String fault, String where) throws SQLException {
    report(
        column,
        fault,
        Sql.texts(connection, usernames() + " from users where " + where + " order by id"));
  }

  /** Of the few texts that are not plain ASCII, the bytes are looked at. */
  private void checkBytes(String column, String name) throws SQLException {
    Charset charset = Charset.forName(Sql.texts(connection, "pragma encoding").get(0));
    List<String> users = new ArrayList<>();
    Sql.each(
        connection,
        usernames()
            + ", cast("
            + name
            + " as blob) from users where typeof("
            + name
            + ") = 'text' and "
            + name
            + " glob '*[^' || char(1) || '-' || char(127) || ']*' order by id",
        row -> {
          if (!isText(row.getBytes(2), charset)) {
            users.add(row.getString(1));
          }
        });
    report(column, "that is not valid " + charset, users);
  }

  private static boolean isText(byte[] bytes, Charset charset) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The names of users, or what else tells them apart. */
  private static String usernames() {
    return "select case typeof(username) when 'text' then username else 'id ' || id end";
  }

  private void report(String column, String fault, List<String> users) {
    found.addNamed(users, "a value in the column " + column + " " + fault, ADVICE);
  }
}
