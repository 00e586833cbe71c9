package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.sql.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program expects of a stranger's ledger is what its migrations make. */
class LedgerColumnsTest {

  @TempDir private Path folder;

  @Test
  void theyAreThoseOfANewDatabase() throws SQLException {
    SqliteFile file = SqliteFile.of(folder.resolve("users.db").toString());
    try (SqliteDatabase database = SqliteDatabase.openForWriting(file)) {
      new SqliteSchema(database).migrate();
      try (Connection connection = database.getConnection()) {
        for (String table : LedgerColumns.OF.keySet()) {
          List<String> columns =
              Sql.texts(
                  connection,
                  "select name || ' ' || lower(type) || iif(\"notnull\", '', '?')"
                      + " from pragma_table_info(?)",
                  table);
          assertThat(List.of(LedgerColumns.OF.get(table).split(",\\s", -1)))
              .as(table)
              .isEqualTo(columns);
        }
      }
    }
  }
}
