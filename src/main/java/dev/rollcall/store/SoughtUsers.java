package dev.rollcall.store;

import dev.rollcall.user.EmailChange;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.Sought;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks up many users with one statement that compares inside SQLite, and brings out only those
 * whom something may happen to. The names travel as an image.
 */
final class SoughtUsers {

  private static final List<String> COLUMNS =
      List.of("username", "shown", "sets_email", "email", "sets_level", "level");

  private static final String USER_LEVEL =
      "coalesce(users.level, " + LevelRules.DEFAULT_LEVEL + ")";

  /** The left join keeps the names the outer loop, and shows those that nobody has. */
  private static final String FOUND =
      " as sought left join main.users on users.username = sought.username where users.id is null"
          + " or sought.shown or (sought.sets_email and users.email is not sought.email)"
          + " or (sought.sets_level and "
          + USER_LEVEL
          + " <> sought.level)";

  private SoughtUsers() {}

  /**
   * Finds them; null for those that nobody has.
   *
   * @return null if there can be no image
   */
  static @Nullable Map<String, @Nullable User> find(
      Connection connection, Images images, List<Sought> sought) throws SQLException {
    TableImage image = images.create(COLUMNS);
    if (image == null) {
      return null;
    }
    try {
      write(image, sought);
      String schema = images.attach(connection, image);
      Map<String, @Nullable User> users = new HashMap<>();
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "select sought.rowid, users.id, users.email, "
                      + USER_LEVEL
                      + " from "
                      + schema
                      + "."
                      + TableImage.TABLE
                      + FOUND);
          ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          String username = sought.get(result.getInt(1) - 1).username();
          long id = result.getLong(2);
          boolean isThere = id != 0 || !result.wasNull();
          users.put(
              username,
              isThere ? new User(id, username, result.getString(3), result.getLong(4)) : null);
        }
      }
      return users;
    } finally {
      images.discard(image);
    }
  }

  private static void write(TableImage image, List<Sought> sought) throws SQLException {
    for (Sought each : sought) {
      Sought.AtRest atRest = each.atRest();
      image.text(each.username());
      image.number(atRest == null ? 1 : 0);
      boolean setsEmail = atRest != null && atRest.email() instanceof EmailChange.SetTo;
      image.number(setsEmail ? 1 : 0);
      image.text(atRest == null ? null : atRest.email().from(null));
      boolean setsLevel = atRest != null && atRest.level() instanceof LevelChange.SetTo;
      image.number(setsLevel ? 1 : 0);
      image.number(atRest == null ? 0 : atRest.level().from(LevelRules.DEFAULT_LEVEL));
      image.endRow();
    }
    image.finish();
  }
}
