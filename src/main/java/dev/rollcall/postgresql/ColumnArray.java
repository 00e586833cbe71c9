package dev.rollcall.postgresql;

import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/** Values of one kind on their way to the server as an array, which it gets in its binary form. */
final class ColumnArray implements UserColumn.Taker<RuntimeException> {

  /** Dimensions, whether any is null, type, length and first index, of four bytes each. */
  private static final int ARRAY_HEAD = 5 * Integer.BYTES;

  private final @Nullable String[] texts;
  private final long[] numbers;
  private final boolean[] missing;
  private final boolean areTexts;
  private boolean anyMissing;
  private int size;

  private ColumnArray(int length, boolean areTexts) {
    this.areTexts = areTexts;
    this.texts = new String[areTexts ? length : 0];
    this.numbers = new long[areTexts ? 0 : length];
    this.missing = new boolean[areTexts ? 0 : length];
  }

  /**
   * For values of a column.
   *
   * @param length how many there will be
   */
  static ColumnArray of(UserColumn column, int length) {
    return new ColumnArray(length, column.isText());
  }

  @Override
  public void number(long value) {
    numbers[size++] = value;
  }

  /** A text; or null, whatever the kind. */
  @Override
  public void text(@Nullable String value) {
    if (areTexts) {
      texts[size++] = value;
    } else {
      nothing();
    }
  }

  /** Says that there is no value in this place. */
  void nothing() {
    if (!areTexts) {
      missing[size] = true;
      anyMissing = true;
    }
    size++;
  }

  /** All of them, once all are there. */
  Array array(Connection connection) throws SQLException {
    return areTexts
        ? texts(connection, texts)
        : array(connection, "int8", anyMissing ? withMissing() : numbers);
  }

  private @Nullable Long[] withMissing() {
    @Nullable Long[] all = new Long[numbers.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = missing[i] ? null : numbers[i];
    }
    return all;
  }

  /** What users have in a column. */
  static Array values(Connection connection, List<User> users, UserColumn column)
      throws SQLException {
    ColumnArray values = of(column, users.size());
    for (User user : users) {
      column.give(user, values);
    }
    return values.array(connection);
  }

  /** Texts as an array: what the driver makes of them, in half the time. */
  static Array texts(Connection connection, @Nullable String[] texts) throws SQLException {
    int characters = 0;
    boolean anyMissing = false;
    for (String text : texts) {
      characters += text == null ? 0 : text.length();
      anyMissing |= text == null;
    }
    // More only if there are others than of ASCII.
    WireBytes bytes = new WireBytes(ARRAY_HEAD + texts.length * Integer.BYTES + characters);
    bytes.integer(1);
    bytes.integer(anyMissing ? 1 : 0);
    bytes.integer(Oid.TEXT);
    bytes.integer(texts.length);
    bytes.integer(1);
    for (String text : texts) {
      bytes.text(text);
    }
    return new PgArray(connection.unwrap(BaseConnection.class), Oid.TEXT_ARRAY, bytes.toArray());
  }

  /** Whole numbers as an array. */
  static Array numbers(Connection connection, long[] numbers) throws SQLException {
    return array(connection, "int8", numbers);
  }

  /** Truths as an array. */
  static Array truths(Connection connection, boolean[] truths) throws SQLException {
    return array(connection, "bool", truths);
  }

  /** The driver's own way: of arrays of objects, which the usual one takes, it makes text. */
  private static Array array(Connection connection, String type, Object values)
      throws SQLException {
    return connection.unwrap(PGConnection.class).createArrayOf(type, values);
  }
}
