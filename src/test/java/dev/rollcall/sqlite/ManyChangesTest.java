package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.runs.Change;
import dev.rollcall.sqlite.image.BulkInsert;
import dev.rollcall.user.User;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that are copied into the ledger as whole records, where it lets them. */
class ManyChangesTest {

  private static final int MANY = 3 * BulkInsert.FEWEST_IN_IMAGE;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "create index mine on rollcall_changes (username)",
        "create table seen (id); create trigger mine after insert on rollcall_changes"
            + " begin insert into seen values (new.id); end",
        "alter table rollcall_changes add column mine text default 'none'"
      })
  void theyStandThereAsTheyAreWhateverTheOwnerHasAdded(String addition) throws SQLException {
    try (SqliteDatabase database = database(addition)) {
      add(database, changes(1, 3));
      add(database, changes(4, MANY));
      add(database, changes(4 + MANY, 2));
      try (Connection connection = database.getConnection()) {
        List<Change> found = new ArrayList<>();
        new SqliteLedger().eachChange(connection, 7, 0, found::add);
        assertThat(told(found)).isEqualTo(told(changes(1, MANY + 5)));
        assertThat(Sql.number(connection, "select max(id) from rollcall_changes"))
            .isEqualTo(MANY + 5);
        assertThat(
                Sql.texts(connection, "select distinct kind from rollcall_changes order by kind"))
            .containsExactly("created", "deleted", "updated");
        assertThat(Sql.texts(connection, "pragma integrity_check")).containsExactly("ok");
        if (addition.contains("seen")) {
          assertThat(Sql.number(connection, "select count(distinct id) from seen"))
              .isEqualTo(MANY + 5);
        }
      }
    }
  }

  private void add(SqliteDatabase database, List<Change> changes) throws SQLException {
    SqliteLedger ledger = new SqliteLedger(database, new KeptColumns());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      ledger.addChanges(connection, 7, changes);
      connection.commit();
    }
  }

  private SqliteDatabase database(String addition) throws SQLException {
    SqliteFile file = SqliteFile.of(folder.resolve("users.db").toString());
    SqliteDatabase database = SqliteDatabase.openForWriting(file);
    new SqliteSchema(database).prepare();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (String statement : addition.split("; (?=create)", -1)) {
        Sql.execute(connection, statement);
      }
      connection.commit();
    }
    return database;
  }

  private static List<Change> changes(long firstLine, int number) {
    List<Change> changes = new ArrayList<>();
    for (long line = firstLine; line < firstLine + number; line++) {
      User before = user(line, line % 2);
      User after = user(line, line * line * line * line);
      @Nullable String reason = line % 5 == 0 ? "as of line " + line : null;
      changes.add(
          new Change(line, line % 3 == 0 ? null : before, line % 3 == 1 ? null : after, reason));
    }
    return changes;
  }

  private static List<String> told(List<Change> changes) {
    return changes.stream()
        .map(each -> each.line() + told(each.before()) + told(each.after()) + each.reason())
        .toList();
  }

  private static String told(@Nullable User user) {
    return user == null
        ? " nobody "
        : " " + user.id() + " " + user.username() + " " + user.email() + " " + user.level() + " ";
  }

  private static User user(long line, long level) {
    @Nullable String email = line % 4 == 0 ? null : "user" + line + "@example.org";
    return new User(line + 1_000_000 * line, "user" + line, email, level);
  }
}
