package dev.rollcall.sqlite;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks up many users with one statement that compares inside SQLite, and returns only those whom
 * something may happen to. The names travel as an image.
 */
final class SoughtUsers {

  private static final String USER_LEVEL =
      "coalesce(users.level, " + LevelRules.DEFAULT_LEVEL + ")";

  private static final String OTHER_EMAIL = "users.email is not sought.email";
  private static final String OTHER_LEVEL = USER_LEVEL + " <> sought.level";

  /**
   * What an image has of each name, by what is sought: nearly always the same of all, which SQLite
   * is then spared to ask of each. Null as a state is in no form but the last.
   */
  private enum Form {
    EMAIL(List.of("username", "email"), OTHER_EMAIL),
    LEVEL(List.of("username", "level"), OTHER_LEVEL),
    BOTH(List.of("username", "email", "level"), OTHER_EMAIL + " or " + OTHER_LEVEL),
    MIXED(
        List.of("username", "email", "level", "sets_email", "sets_level", "any"),
        "sought.any or (sought.sets_email and "
            + OTHER_EMAIL
            + ") or (sought.sets_level and "
            + OTHER_LEVEL
            + ")");

    private final List<String> columns;
    private final String shown;

    Form(List<String> columns, String shown) {
      this.columns = columns;
      this.shown = shown;
    }

    static Form of(List<Sought> sought) {
      Form common = null;
      for (Sought each : sought) {
        Form form = of(each);
        if (common != null && form != common) {
          return MIXED;
        }
        common = form;
      }
      return common == null ? MIXED : common;
    }

    private static Form of(Sought sought) {
      if (setsEmail(sought)) {
        return setsLevel(sought) ? BOTH : EMAIL;
      }
      return setsLevel(sought) ? LEVEL : MIXED;
    }

    /**
     * The left join keeps the names the outer loop. Those that nobody has are shown by the negative
     * of their number, so that one value tells all of them.
     */
    String query(String schema) {
      return "select iif(users.id is null, -sought.rowid, sought.rowid), users.id, users.email, "
          + USER_LEVEL
          + " from "
          + schema
          + "."
          + ImageForm.ROWS
          + " as sought left join main.users on users.username = sought.username"
          + " where users.id is null or "
          + shown;
    }

    void writeAll(TableImage image, List<Sought> sought) throws SQLException {
      for (Sought each : sought) {
        write(image, each);
      }
    }

    private void write(TableImage image, Sought sought) throws SQLException {
      Sought.AtRest atRest = sought.atRest();
      image.text(sought.username());
      if (this != LEVEL) {
        image.text(atRest == null ? null : atRest.email().from(null));
      }
      if (this != EMAIL) {
        image.number(atRest == null ? 0 : atRest.level().from(LevelRules.DEFAULT_LEVEL));
      }
      if (this == MIXED) {
        image.number(setsEmail(sought) ? 1 : 0);
        image.number(setsLevel(sought) ? 1 : 0);
        image.number(atRest == null ? 1 : 0);
      }
      image.endRow();
    }
  }

  private static boolean setsEmail(Sought sought) {
    return sought.atRest() != null && sought.atRest().email() instanceof EmailChange.SetTo;
  }

  private static boolean setsLevel(Sought sought) {
    return sought.atRest() != null && sought.atRest().level() instanceof LevelChange.SetTo;
  }

  private SoughtUsers() {}

  /**
   * Finds them.
   *
   * @return null if there can be no image
   */
  static @Nullable FoundUsers find(Connection connection, Images images, List<Sought> sought)
      throws SQLException {
    Form form = Form.of(sought);
    TableImage image = images.create(ImageForm.of(form.columns));
    if (image == null) {
      return null;
    }
    try {
      form.writeAll(image, sought);
      image.finish();
      String schema = images.attach(connection, image);
      try (PreparedStatement statement = connection.prepareStatement(form.query(schema));
          ResultSet result = statement.executeQuery()) {
        return read(result, sought);
      }
    } finally {
      images.discard(image);
    }
  }

  private static FoundUsers read(ResultSet result, List<Sought> sought) throws SQLException {
    FoundUsers users = new FoundUsers(sought.size());
    while (result.next()) {
      int number = result.getInt(1);
      int at = Math.abs(number) - 1;
      users.show(at, number < 0 ? null : user(result, sought.get(at).username()));
    }
    return users;
  }

  private static User user(ResultSet result, String username) throws SQLException {
    return new User(result.getLong(2), username, result.getString(3), result.getLong(4));
  }
}
