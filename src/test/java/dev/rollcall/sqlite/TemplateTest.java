package dev.rollcall.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.sql.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that begins as a copy is one that was migrated, but for the time it took. */
class TemplateTest {
  private static final String PROPERTY = "rollcall.template";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  private void makeTemplate() {
    Path template = folder.resolve("template.db");
    Template.make(template);
    System.setProperty(PROPERTY, template.toString());
  }

  @Test
  void aCopyIsWhatTheMigrationsMake() throws SQLException {
    Path migrated = prepared("migrated.db");
    makeTemplate();
    Path copied = prepared("copied.db");
    assertThat(described(copied)).isEqualTo(described(migrated)).hasSizeGreaterThan(10);
    try (SqliteDatabase database = open("copied.db")) {
      new SqliteSchema(database).validate();
    }
  }

  @Test
  void aCopySaysWhenItWasMade() throws SQLException {
    makeTemplate();
    try (Connection template = connect(folder.resolve("template.db"))) {
      Sql.execute(template, "update rollcall_schema_history set installed_on = '2001-01-01'");
    }
    try (Connection copy = connect(prepared("copied.db"))) {
      assertThat(Sql.texts(copy, "select installed_on from rollcall_schema_history"))
          .isNotEmpty()
          .allMatch(time -> time.compareTo("2020") > 0);
    }
  }

  @Test
  void anOlderTemplateIsBroughtUpToDate() throws SQLException {
    Path migrated = prepared("migrated.db");
    makeTemplate();
    try (Connection template = connect(folder.resolve("template.db"))) {
      Sql.execute(template, "delete from rollcall_schema_history where version > 1");
      for (String table :
          Sql.texts(
              template,
              "select type || ' ' || name from sqlite_master where type in ('table', 'view')"
                  + " and name like 'rollcall%' and name <> 'rollcall_schema_history'")) {
        Sql.execute(template, "drop " + table);
      }
    }
    assertThat(described(prepared("copied.db"))).isEqualTo(described(migrated));
  }

  @Test
  void aTemplateThatIsNoDatabaseStandsInNobodysWay() throws Exception {
    Path migrated = prepared("migrated.db");
    Files.writeString(folder.resolve("template.db"), "x".repeat(8192));
    System.setProperty(PROPERTY, folder.resolve("template.db").toString());
    assertThat(described(prepared("made.db"))).isEqualTo(described(migrated));
    System.setProperty(PROPERTY, folder.resolve("missing.db").toString());
    assertThat(described(prepared("other.db"))).isEqualTo(described(migrated));
  }

  @Test
  void aDatabaseThatHasSettingsOfItsOwnKeepsThem() throws SQLException {
    makeTemplate();
    try (Connection mine = connect(folder.resolve("mine.db"))) {
      Sql.execute(mine, "pragma page_size = 8192");
      Sql.execute(mine, "pragma user_version = 7");
    }
    try (Connection mine = connect(prepared("mine.db"))) {
      assertThat(Sql.number(mine, "pragma page_size")).isEqualTo(8192);
      assertThat(Sql.number(mine, "pragma user_version")).isEqualTo(7);
    }
  }

  private Path prepared(String name) {
    try (SqliteDatabase database = open(name)) {
      new SqliteSchema(database).prepare();
      assertThat(new SqliteSchema(database).status().state()).isEqualTo(SqliteSchema.State.CURRENT);
    }
    return folder.resolve(name);
  }

  private SqliteDatabase open(String name) {
    return SqliteDatabase.openForWriting(SqliteFile.of(folder.resolve(name).toString()));
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** Everything about a database that stays with its file, but times. */
  private static List<String> described(Path file) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = connect(file)) {
      lines.addAll(
          Sql.texts(connection, "select type || name || sql from sqlite_master order by name"));
      lines.addAll(
          Sql.texts(
              connection,
              "select version || description || script || checksum || success"
                  + " from rollcall_schema_history order by installed_rank"));
      for (String setting :
          List.of("journal_mode", "page_size", "encoding", "auto_vacuum", "user_version")) {
        lines.addAll(Sql.texts(connection, "pragma " + setting));
      }
    }
    return lines;
  }
}
