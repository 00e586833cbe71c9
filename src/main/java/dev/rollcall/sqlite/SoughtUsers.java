package dev.rollcall.sqlite;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.sqlite.image.ImageForm;
import dev.rollcall.sqlite.image.Images;
import dev.rollcall.sqlite.image.TableImage;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up many users with one statement that compares inside SQLite, and returns only those whom
 * something may happen to. The names travel as an image.
 */
final class SoughtUsers {

  /**
   * What an image has of each name, by what is sought: nearly always the same of all, which SQLite
   * is then spared to ask of each.
   *
   * @param mixed whether the sought set different columns, or some are to be shown whatever they
   *     have
   * @param compared the columns that all of them set; all columns if they are mixed
   */
  private record Form(boolean mixed, List<UserColumn> compared, UserColumns users) {

    static Form of(List<Sought> sought, UserColumns users) {
      Form mixed = new Form(true, users.readable(), users);
      NewValues first = sought.isEmpty() ? null : sought.get(0).atRest();
      if (first == null) {
        return mixed;
      }
      for (Sought each : sought) {
        if (each.atRest() == null || !each.atRest().setsTheSame(first)) {
          return mixed;
        }
      }
      List<UserColumn> compared =
          users.readable().stream().filter(column -> column.isSetBy(first)).toList();
      return compared.isEmpty() ? mixed : new Form(false, compared, users);
    }

    List<String> columns() {
      List<String> columns = new ArrayList<>();
      columns.add("username");
      compared.forEach(column -> columns.add(UserSql.alias(column)));
      if (mixed) {
        compared.forEach(column -> columns.add(sets(column)));
        columns.add("any");
      }
      return columns;
    }

    private static String sets(UserColumn column) {
      return "sets_" + UserSql.alias(column);
    }

    /** Who is not at rest. */
    private String shown() {
      return mixed
          ? "sought.any or "
              + compared.stream()
                  .map(column -> "(sought." + sets(column) + " and " + differs(column) + ")")
                  .collect(Collectors.joining(" or "))
          : compared.stream().map(Form::differs).collect(Collectors.joining(" or "));
    }

    private static String differs(UserColumn column) {
      return UserSql.value(column) + " is not sought." + UserSql.alias(column);
    }

    /**
     * The left join keeps the names the outer loop. Those that nobody has are shown by the negative
     * of their number, so that one value tells all of them.
     */
    String query(String schema) {
      return "select iif(users.id is null, -sought.rowid, sought.rowid), users.id, "
          + UserSql.values(users)
          + " from "
          + schema
          + "."
          + ImageForm.ROWS
          + " as sought left join main.users on users.username = sought.username"
          + " where users.id is null or "
          + shown();
    }

    void writeAll(TableImage image, List<Sought> sought) throws SQLException {
      for (Sought each : sought) {
        write(image, each);
      }
    }

    private void write(TableImage image, Sought sought) throws SQLException {
      NewValues atRest = sought.atRest();
      image.text(sought.username());
      for (UserColumn column : compared) {
        if (atRest == null) {
          UserSql.putNothing(column, image);
        } else {
          column.give(atRest, image);
        }
      }
      if (mixed) {
        for (UserColumn column : compared) {
          image.number(atRest != null && column.isSetBy(atRest) ? 1 : 0);
        }
        image.number(atRest == null ? 1 : 0);
      }
      image.endRow();
    }
  }

  private SoughtUsers() {}

  /**
   * Finds them.
   *
   * @return null if there can be no image
   */
  static @Nullable FoundUsers find(
      Connection connection, Images images, List<Sought> sought, UserColumns users)
      throws SQLException {
    Form form = Form.of(sought, users);
    TableImage image = images.create(ImageForm.of(form.columns()));
    if (image == null) {
      return null;
    }
    try {
      form.writeAll(image, sought);
      image.finish();
      String schema = images.attach(connection, image);
      try (PreparedStatement statement = connection.prepareStatement(form.query(schema));
          ResultSet result = statement.executeQuery()) {
        return read(result, sought, users);
      }
    } finally {
      images.discard(image);
    }
  }

  private static FoundUsers read(ResultSet result, List<Sought> sought, UserColumns columns)
      throws SQLException {
    FoundUsers users = new FoundUsers(sought.size());
    while (result.next()) {
      int number = result.getInt(1);
      int at = Math.abs(number) - 1;
      users.show(at, number < 0 ? null : user(result, sought.get(at).username(), columns));
    }
    return users;
  }

  private static User user(ResultSet result, String username, UserColumns columns)
      throws SQLException {
    return UserSql.user(result, result.getLong(2), username, 3, columns);
  }
}
