package dev.rollcall.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.Sought;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.proof.Database;
import dev.rollcall.proof.PostgreSqlServer;
import dev.rollcall.reject.Field;
import dev.rollcall.user.EmailChange;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.user.UserColumns;
import dev.rollcall.user.Usual;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is read from a range of names is who is there, and at rest is who has all that is set. */
class UsersInRangeTest {

  private static final int CASES = 200;

  /** Of one, two and three bytes, next to each other and at the ends. */
  private static final List<String> LETTERS =
      List.of("a", "b", "~", "\u0080", "\u00e9", "\u0141", "\u4e2d", "\ud7ff", "\ue000", "\uffee");

  /** Of four bytes: these users may be there, and nobody seeks them in a range. */
  private static final String BEYOND = "\ud83d\ude00";

  private static final ExtraColumn NICK =
      new ExtraColumn(Field.extra(0, "nick", false), true, 100, Usual.NOTHING);
  private static final ExtraColumn HUSH =
      new ExtraColumn(Field.extra(1, "hush", true), true, 100, Usual.NOTHING);
  private static final ExtraColumn BADGE =
      new ExtraColumn(Field.extra(2, "badge", false), false, 100, Usual.NOTHING);
  private static final UserColumns EXTRA = new UserColumns(List.of(NICK, HUSH, BADGE), 3);

  private static final String TABLE =
      "create table users (id bigint primary key, username varchar(50) collate \"C\" unique,"
          + " email varchar(100), level smallint, nick text, hush text default 'secret',"
          + " badge bigint)";

  @Test
  void whoeverIsThereIsFoundUnlessAtRest() throws SQLException {
    Database database = PostgreSqlServer.get().bare();
    database.execute(TABLE);
    try (Connection connection = database.open()) {
      Seeds.each(CASES, random -> look(database, connection, random));
    }
  }

  private static void look(Database database, Connection connection, Random random)
      throws SQLException {
    UserColumns columns = random.nextBoolean() ? EXTRA : UserColumns.OWN;
    Map<String, User> users = users(random, columns);
    write(database, users);
    List<Sought> sought = sought(random, users, columns);
    NameRange range = NameRange.of(sought);
    assertThat(range).isNotNull();
    FoundUsers found = UsersInRange.find(connection, Objects.requireNonNull(range), columns);
    if (found == null) {
      assertThat(users.size()).isGreaterThan(range.mostUsers());
      return;
    }
    for (int at = 0; at < sought.size(); at++) {
      Sought each = sought.get(at);
      User user = users.get(each.username());
      boolean atRest = user != null && each.atRest() != null && has(user, each.atRest());
      assertThat(found.isAtRest(at)).as(each.username()).isEqualTo(atRest);
      if (!atRest) {
        assertThat(shown(found.get(at))).as(each.username()).isEqualTo(shown(user));
      }
    }
  }

  private static boolean has(User user, NewValues values) {
    return values.applyTo(user) == user;
  }

  private static @Nullable String shown(@Nullable User user) {
    return user == null
        ? null
        : user.id()
            + user.username()
            + user.email()
            + user.level()
            + user.columns().stream().map(column -> String.valueOf(column.of(user))).toList();
  }

  private static Map<String, User> users(Random random, UserColumns columns) {
    Map<String, User> users = new TreeMap<>();
    int most = random.nextInt(60);
    while (users.size() < most) {
      String name = random.nextInt(20) == 0 ? name(random) + BEYOND : name(random);
      NewValues values = values(random, columns, true);
      users.putIfAbsent(name, values.create(Long.MAX_VALUE / 100 * (users.size() + 1), name));
    }
    return users;
  }

  /** Who has no level, or nothing of secrets, has what counts instead. */
  private static void write(Database database, Map<String, User> users) {
    database.execute("delete from users");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (User user : users.values()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(user.id());
      row.add(user.username());
      row.add(user.email());
      row.add(user.level() == 1 ? null : user.level());
      row.add(user.extras().of(NICK));
      row.add(user.extras().of(BADGE));
      rows.add(row);
    }
    database.executeMany(
        "insert into users (id, username, email, level, nick, badge) values (?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static List<Sought> sought(Random random, Map<String, User> users, UserColumns columns) {
    List<Sought> sought = new ArrayList<>();
    for (Map.Entry<String, User> each : users.entrySet()) {
      if (!each.getKey().contains(BEYOND) && random.nextInt(3) > 0) {
        NewValues same = of(each.getValue(), columns);
        NewValues values = random.nextInt(3) > 0 ? same : values(random, columns, false);
        sought.add(new Sought(each.getKey(), random.nextInt(10) == 0 ? null : values));
      }
    }
    for (int more = random.nextInt(20); more >= 0; more--) {
      sought.add(new Sought(name(random), values(random, columns, false)));
    }
    if (random.nextBoolean()) {
      sought.sort(Comparator.comparing(Sought::username));
    } else {
      Collections.shuffle(sought, random);
    }
    return sought;
  }

  /** What would leave the user as he is. */
  private static NewValues of(User user, UserColumns columns) {
    Extras.Builder extras = new Extras.Builder(columns);
    if (columns.hasExtras()) {
      extras.set(NICK, user.extras().of(NICK));
      extras.set(BADGE, user.extras().of(BADGE));
    }
    EmailChange email = new EmailChange.SetTo(user.email());
    return new NewValues(new LevelChange.SetTo(user.level()), email, extras.build());
  }

  private static NewValues values(Random random, UserColumns columns, boolean all) {
    LevelChange level = new LevelChange.SetTo(1 + random.nextInt(3));
    EmailChange email = new EmailChange.SetTo(random.nextBoolean() ? name(random) : null);
    Extras.Builder extras = new Extras.Builder(columns);
    for (UserColumn column : columns.readable()) {
      if (column instanceof ExtraColumn extra && (all || random.nextBoolean())) {
        Object value = extra.isText() ? name(random) : (Long) random.nextLong();
        extras.set(extra, random.nextInt(3) == 0 ? null : value);
      }
    }
    return new NewValues(
        all || random.nextBoolean() ? level : LevelChange.KEEP,
        all || random.nextBoolean() ? email : EmailChange.KEEP,
        extras.build());
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int more = random.nextInt(3); more >= 0; more--) {
      name.append(LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return name.toString();
  }

  @Test
  void aRangeIsReadOnlyWhereMostOfItsUsersAreSoughtAndNoneIsWide() throws SQLException {
    Database database = PostgreSqlServer.get().bare();
    database.execute(
        TABLE,
        "insert into users (id, username, nick) select i, 'u' || i, 'none'"
            + " from generate_series(1, 9000) i");
    assertThat(isRead(database, sought(9_000, 1), EXTRA)).isTrue();
    assertThat(isRead(database, sought(9_000, 3), EXTRA)).isTrue();
    assertThat(isRead(database, sought(9_000, 8), EXTRA)).isFalse();
    assertThat(isRead(database, sought(900, 1), EXTRA)).isFalse();
    database.execute("update users set nick = repeat('wide', 1000) where id % 5 = 0");
    assertThat(isRead(database, sought(9_000, 1), EXTRA)).isFalse();
    assertThat(isRead(database, sought(9_000, 1), UserColumns.OWN)).isTrue();
    database.execute("alter table users alter username type varchar(50) collate \"en-x-icu\"");
    assertThat(isRead(database, sought(9_000, 1), UserColumns.OWN)).isFalse();
  }

  private static boolean isRead(Database database, List<Sought> sought, UserColumns columns)
      throws SQLException {
    try (Connection connection = database.open()) {
      return new NameRange.Density().of(connection, sought, columns) != null;
    }
  }

  /** What was found dense may not be so some chunks later. */
  @Test
  void nobodyIsReadFromARangeThatHasTooManyUsers() throws SQLException {
    Database database = PostgreSqlServer.get().bare();
    database.execute(
        TABLE,
        "insert into users (id, username) select i, 'u' || i from generate_series(1, 999) i");
    try (Connection connection = database.open()) {
      for (int step : List.of(1, 4, 5, 100)) {
        NameRange range = Objects.requireNonNull(NameRange.of(sought(999, step)));
        boolean few = UsersInRange.find(connection, range, UserColumns.OWN) != null;
        assertThat(few).as("one of %d", step).isEqualTo(step <= 4);
      }
    }
  }

  /** Sorting is as usual for whatever comes next, and its answer is its own. */
  @Test
  void aConnectionIsAsBefore() throws SQLException {
    Database database = PostgreSqlServer.get().bare();
    database.execute(
        TABLE,
        "insert into users (id, username) select i, 'u' || i from generate_series(1, 999) i");
    try (Connection connection = database.open()) {
      connection.setAutoCommit(false);
      NameRange range = Objects.requireNonNull(NameRange.of(sought(999, 1)));
      assertThat(UsersInRange.find(connection, range, UserColumns.OWN)).isNotNull();
      assertThat(Sql.texts(connection, "select current_setting('enable_sort')"))
          .containsExactly("on");
      boolean[] broken = new boolean[1];
      List<Sought> breaking =
          new AbstractList<>() {
            @Override
            public Sought get(int index) {
              if (broken[0] && index == 500) {
                throw new IllegalStateException("broken");
              }
              return new Sought("u" + (1_000 + index), null);
            }

            @Override
            public int size() {
              return 600;
            }
          };
      database.execute(
          "insert into users (id, username) select i, 'u' || i from generate_series(1000, 1999) i");
      NameRange breaks = Objects.requireNonNull(NameRange.of(breaking));
      broken[0] = true;
      assertThatThrownBy(() -> UsersInRange.find(connection, breaks, UserColumns.OWN))
          .hasMessage("broken");
      connection.rollback();
      assertThat(Sql.texts(connection, "select '3'")).containsExactly("3");
    }
  }

  private static List<Sought> sought(int users, int step) {
    List<Sought> sought = new ArrayList<>();
    for (int i = 1; i <= users; i += step) {
      sought.add(new Sought("u" + i, null));
    }
    return sought;
  }
}
