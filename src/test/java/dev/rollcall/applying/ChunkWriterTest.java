package dev.rollcall.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Change;
import dev.rollcall.runs.Counts;
import dev.rollcall.store.SqliteLedger;
import dev.rollcall.store.SqliteUserTable;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chunk comes to what its items come to, taken one by one in the order of their lines. */
class ChunkWriterTest {

  private enum Act {
    SET,
    RAISE,
    DELETE,
    REPLACE
  }

  private record Given(long line, String username, Act act, @Nullable String email, long level)
      implements Item {
    @Override
    public Cells cells() {
      return new Cells(username, email, Long.toString(level), act.name(), null);
    }

    @Override
    public boolean isRelative() {
      return act == Act.RAISE;
    }
  }

  private static Decision decide(Given item, @Nullable User user, LongSupplier newId) {
    String name = item.username();
    switch (item.act()) {
      case DELETE -> {
        return user == null
            ? new Decision.Rejected(reject(item, RejectCode.USER_NOT_FOUND, "nobody"))
            : new Decision.Changed(new Change(item.line(), user, null, null));
      }
      case REPLACE -> {
        User come = new User(newId.getAsLong(), name, item.email(), item.level());
        Change created = new Change(item.line(), null, come, null);
        return user == null
            ? new Decision.Changed(created)
            : new Decision.Replaced(new Change(item.line(), user, null, null), created);
      }
      default -> {
        long level = item.act() == Act.RAISE && user != null ? user.level() + 1 : item.level();
        if (user == null) {
          User come = new User(newId.getAsLong(), name, item.email(), level);
          return new Decision.Changed(new Change(item.line(), null, come, null));
        }
        String email = item.act() == Act.RAISE ? user.email() : item.email();
        if (level == user.level() && Objects.equals(email, user.email())) {
          return new Decision.Unchanged();
        }
        User after = new User(user.id(), name, email, level);
        return new Decision.Changed(new Change(item.line(), user, after, null));
      }
    }
  }

  private static Reject reject(Given item, RejectCode code, String words) {
    return new Reject(item.line(), code, words, item.cells());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aChunkIsItsItemsOneByOne(boolean rules) {
    Seeds.each(
        25,
        random -> {
          try (Connection connection = database(rules)) {
            OneByOne model = new OneByOne(rules);
            for (int chunk = 0; chunk < 3; chunk++) {
              List<Given> items = items(random, chunk * 10_000L);
              List<Given> shuffled = new ArrayList<>(items);
              Collections.shuffle(shuffled, random);
              Tally tally = writer(rules).write(connection, shuffled).tally();
              model.take(items);
              assertThat(users(connection)).isEqualTo(model.rows());
              assertThat(ledger(connection)).isEqualTo(model.ledger);
              check(tally, model, items.size());
              model.forget();
            }
          }
        });
  }

  private static void check(Tally tally, OneByOne model, int read) {
    Counts counts = tally.counts(read);
    assertThat(counts)
        .isEqualTo(
            new Counts(
                read,
                model.created,
                model.updated,
                model.unchanged,
                model.deleted,
                model.rejected.size(),
                0,
                model.raised,
                model.lowered,
                model.relative));
    assertThat(tally.replaced()).isEqualTo(model.replaced);
    assertThat(tally.rejects().stream().map(each -> each.line() + " " + each.code()).toList())
        .isEqualTo(model.rejected);
    long twice = model.replaced;
    assertThat(counts.read() + twice)
        .isEqualTo(
            counts.created()
                + counts.updated()
                + counts.unchanged()
                + counts.deleted()
                + counts.rejected());
  }

  private static List<Given> items(Random random, long line) {
    List<Given> items = new ArrayList<>();
    int names = 1 + random.nextInt(random.nextBoolean() ? 8 : 400);
    for (int left = random.nextInt(random.nextInt(4) == 0 ? 700 : 40); left > 0; left--) {
      items.add(
          new Given(
              line++,
              "user" + random.nextInt(names),
              Act.values()[random.nextInt(Act.values().length)],
              random.nextBoolean() ? null : random.nextInt(60) + "@example.com",
              random.nextInt(16)));
    }
    return items;
  }

  /** With another item in line, a refusal of the database is no reject but the end. */
  @Test
  void withoutRulesThatAreKnownARefusalEndsTheRun() throws SQLException {
    try (Connection connection = database(true)) {
      ChunkWriter<Given> writer = writer(false);
      assertThatThrownBy(() -> writer.write(connection, List.of(set(1, "ann", 13))))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aRefusalSaysTheWordsOfTheDatabaseAndKeepsTheCells() throws SQLException {
    try (Connection connection = database(true)) {
      Tally tally =
          writer(true)
              .write(connection, List.of(set(1, "ann", 1), set(2, "bob", 13), set(3, "cyd", 2)))
              .tally();
      assertThat(users(connection)).containsExactly("1 ann null 1", "2 cyd null 2");
      assertThat(tally.rejects()).hasSize(1);
      Reject refused = tally.rejects().get(0);
      assertThat(refused.code()).isEqualTo(RejectCode.REFUSED_BY_DATABASE);
      assertThat(refused.message()).contains("CHECK");
      assertThat(refused.cells().username()).isEqualTo("bob");
    }
  }

  /** What was written before is gone then, so going on would count rows that are not there. */
  @Test
  void aRefusalThatUndoesTheWholeTransactionEndsTheRun() throws SQLException {
    try (Connection connection = database(false)) {
      execute(
          connection,
          "create trigger t before insert on users when new.level = 13"
              + " begin select raise(rollback, 'all of it'); end");
      ChunkWriter<Given> writer = writer(true);
      assertThatThrownBy(
              () -> writer.write(connection, List.of(set(1, "ann", 1), set(2, "bob", 13))))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("all of it");
    }
  }

  private static ChunkWriter<Given> writer(boolean rules) {
    return new ChunkWriter<>(
        new SqliteUserTable(), new SqliteLedger(), 1, ChunkWriterTest::decide, rules);
  }

  private static Given set(long line, String username, long level) {
    return new Given(line, username, Act.SET, null, level);
  }

  private static Connection database(boolean rules) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    execute(
        connection,
        "create table users (id integer not null primary key autoincrement,"
            + " username varchar(50) not null unique, email varchar(100) "
            + (rules ? "unique" : "")
            + ", level integer not null default 1 "
            + (rules ? "check (level <> 13)" : "")
            + ")");
    execute(
        connection,
        "create table rollcall_changes (id integer primary key, run_id, line, user_id, username,"
            + " level_before, level_after, email_before, email_after, reason)");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> users(Connection connection) throws SQLException {
    List<String> users = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id || ' ' || username || ' ' || coalesce(email, 'null') || ' ' || level"
                    + " from users order by username")) {
      while (rows.next()) {
        users.add(rows.getString(1));
      }
    }
    return users;
  }

  private static List<String> ledger(Connection connection) throws SQLException {
    List<String> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select line || ' ' || user_id || ' ' || username || ' ' ||"
                    + " coalesce(level_before || ' ' || coalesce(email_before, 'null'), 'nobody')"
                    + " || ' to ' ||"
                    + " coalesce(level_after || ' ' || coalesce(email_after, 'null'), 'nobody')"
                    + " from rollcall_changes order by id")) {
      while (rows.next()) {
        entries.add(rows.getString(1));
      }
    }
    return entries;
  }

  /** Each item by itself, against all users, in the order of lines. */
  private static final class OneByOne {

    private final boolean rules;
    private final Map<String, User> users = new TreeMap<>();
    private long nextId = 1;
    private long created;
    private long updated;
    private long unchanged;
    private long deleted;
    private long raised;
    private long lowered;
    private long relative;
    private long replaced;
    private final List<String> ledger = new ArrayList<>();
    private List<String> rejected = new ArrayList<>();

    OneByOne(boolean rules) {
      this.rules = rules;
    }

    void forget() {
      created = updated = unchanged = deleted = raised = lowered = relative = replaced = 0;
      rejected = new ArrayList<>();
    }

    List<String> rows() {
      return users.values().stream()
          .map(user -> user.id() + " " + user.username() + " " + user.email() + " " + user.level())
          .toList();
    }

    void take(List<Given> items) {
      long free = nextId;
      items.forEach(this::take);
      if (!rules) {
        // Only what a chunk comes to is written, so the database has seen no other ids.
        nextId = users.values().stream().mapToLong(user -> user.id() + 1).reduce(free, Math::max);
      }
    }

    private void take(Given item) {
      User before = users.get(item.username());
      Decision decision = decide(item, before, () -> nextId);
      if (decision instanceof Decision.Rejected no) {
        rejected.add(item.line() + " " + no.reject().code());
      } else if (decision instanceof Decision.Unchanged) {
        unchanged++;
      } else if (decision instanceof Decision.Changed change) {
        change(item, before, change.change().after(), false);
      } else if (decision instanceof Decision.Replaced both) {
        change(item, before, both.created().after(), true);
      }
    }

    private void change(Given item, @Nullable User before, @Nullable User after, boolean anew) {
      if (after != null && rules && isRefused(after)) {
        rejected.add(item.line() + " " + RejectCode.REFUSED_BY_DATABASE);
        return;
      }
      if (anew) {
        ledger.add(entry(item, before, null));
        ledger.add(entry(item, null, after));
      } else {
        ledger.add(entry(item, before, after));
      }
      if (after == null) {
        users.remove(item.username());
        deleted++;
      } else {
        users.put(item.username(), after);
        nextId += after.id() == nextId ? 1 : 0;
      }
      if (anew) {
        deleted++;
        created++;
        replaced++;
      } else if (after != null && before == null) {
        created++;
      } else if (after != null) {
        updated++;
        raised += after.level() > before.level() ? 1 : 0;
        lowered += after.level() < before.level() ? 1 : 0;
      }
      relative += item.isRelative() ? 1 : 0;
    }

    private static String entry(Given item, @Nullable User before, @Nullable User after) {
      return item.line()
          + " "
          + (after == null ? before : after).id()
          + " "
          + item.username()
          + " "
          + (before == null ? "nobody" : before.level() + " " + before.email())
          + " to "
          + (after == null ? "nobody" : after.level() + " " + after.email());
    }

    private boolean isRefused(User after) {
      boolean taken =
          after.email() != null
              && users.values().stream()
                  .anyMatch(
                      user ->
                          !user.username().equals(after.username())
                              && after.email().equals(user.email()));
      return taken || after.level() == 13;
    }
  }
}
