package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look-up brings out users to whom something may happen, and names nobody has: no others. */
class SoughtUsersTest {

  private static final int LOOK_UPS = 200;
  private static final int USERS = 30;

  private static final List<EmailChange> EMAILS =
      List.of(EmailChange.KEEP, EmailChange.CLEAR, new EmailChange.SetTo("ada@example.com"));
  private static final List<LevelChange> LEVELS =
      List.of(
          LevelChange.KEEP,
          new LevelChange.SetTo(LevelRules.DEFAULT_LEVEL),
          new LevelChange.SetTo(7));

  @TempDir Path folder;

  /** A user as the table has him: the level of an adopted one may be null. */
  private record Stored(long id, @Nullable String email, @Nullable Long level) {
    User user(String username) {
      return new User(id, username, email, level == null ? LevelRules.DEFAULT_LEVEL : level);
    }
  }

  @Test
  void whoIsAtRestStaysInside() throws Exception {
    try (SqliteDatabase database =
            SqliteDatabase.openForWriting(SqliteFile.of(folder.resolve("users.db").toString()));
        Connection connection = database.getConnection()) {
      Sql.execute(
          connection,
          "create table users (id integer primary key, username text unique, email text,"
              + " level integer)");
      Seeds.each(
          LOOK_UPS,
          random -> {
            Map<String, Stored> stored = store(connection, random);
            List<Sought> sought = sought(random);
            FoundUsers found =
                SoughtUsers.find(connection, database.images(), sought, UserColumns.OWN);
            Map<String, @Nullable String> brought = new HashMap<>();
            for (int at = 0; at < sought.size(); at++) {
              if (!found.isAtRest(at)) {
                User user = found.get(at);
                brought.put(sought.get(at).username(), user == null ? null : said(user));
              }
            }
            assertThat(brought).isEqualTo(expected(stored, sought));
            database.images().detachAll(connection);
          });
    }
  }

  private static Map<String, Stored> store(Connection connection, Random random) throws Exception {
    Map<String, Stored> stored = new HashMap<>();
    Sql.execute(connection, "delete from users");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into users values (?, ?, ?, ?)")) {
      for (int id = 1; id <= USERS; id++) {
        if (random.nextBoolean()) {
          Stored user =
              new Stored(
                  id,
                  random.nextBoolean() ? null : "ada@example.com",
                  random.nextInt(3) == 0 ? null : random.nextBoolean() ? 7L : 1L);
          stored.put(name(id), user);
          insert.setLong(1, id);
          insert.setString(2, name(id));
          insert.setString(3, user.email());
          insert.setObject(4, user.level());
          insert.executeUpdate();
        }
      }
    }
    return stored;
  }

  /** All of one kind, as a file nearly always has them, or of any. */
  private static List<Sought> sought(Random random) {
    boolean mixed = random.nextInt(3) == 0;
    boolean email = random.nextBoolean();
    boolean level = random.nextBoolean();
    List<Sought> sought = new ArrayList<>();
    for (int id = 1; id <= USERS; id++) {
      EmailChange setsEmail =
          EMAILS.get(mixed ? random.nextInt(3) : email ? 1 + random.nextInt(2) : 0);
      LevelChange setsLevel =
          LEVELS.get(mixed ? random.nextInt(3) : level ? 1 + random.nextInt(2) : 0);
      boolean any = mixed && random.nextInt(4) == 0;
      sought.add(new Sought(name(id), any ? null : new NewValues(setsLevel, setsEmail)));
    }
    return sought;
  }

  private static Map<String, @Nullable String> expected(
      Map<String, Stored> stored, List<Sought> sought) {
    Map<String, @Nullable String> expected = new HashMap<>();
    for (Sought each : sought) {
      Stored there = stored.get(each.username());
      if (there == null) {
        expected.put(each.username(), null);
        continue;
      }
      User user = there.user(each.username());
      NewValues atRest = each.atRest();
      if (atRest == null
          || !Objects.equals(atRest.email().from(user.email()), user.email())
          || atRest.level().from(user.level()) != user.level()) {
        expected.put(each.username(), said(user));
      }
    }
    return expected;
  }

  private static String said(User user) {
    return user.id() + " " + user.username() + " " + user.email() + " " + user.level();
  }

  private static String name(int id) {
    return "user" + id;
  }
}
