package dev.rollcall.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.sqlite.SqliteLedger;
import dev.rollcall.sqlite.SqliteUserTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chunk comes to what its items come to, taken one by one in the order of their lines. */
class ChunkWriterTest {

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
              Given.Act.values()[random.nextInt(Given.Act.values().length)],
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

  static ChunkWriter<Given> writer(boolean rules) {
    RowOrder order = RowOrder.under(rules);
    return new ChunkWriter<>(
        new SqliteUserTable(), new SqliteLedger(), 1, Given::decide, rules, order);
  }

  static Given set(long line, String username, long level) {
    return new Given(line, username, Given.Act.SET, null, level);
  }

  static Connection database(boolean rules) throws SQLException {
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
    execute(
        connection,
        "create table rollcall_missing (user_id, change_id, username, since, ended_by)");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> users(Connection connection) throws SQLException {
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

  static List<String> ledger(Connection connection) throws SQLException {
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
}
