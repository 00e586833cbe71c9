package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.junit.SeededDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded databases on a server: each a copy of one template. */
@SeededDatabase(value = "src/test/resources/fixtures/users", server = "${TEST_SERVER}")
class SeededServerTest {

  private static final String NAMES =
      "select datname from pg_database where datname like 'rollcall\\_%' order by 1";

  private static Database server = new Database(Path.of(""));

  @BeforeAll
  static void install(@TempDir Path folder) throws IOException {
    SeededDatabaseTest.install(folder);
    server = PostgreSqlServer.get().bare();
    System.setProperty("TEST_SERVER", server.url() + "&password=not%20asked&loggerLevel=OFF");
    // As a program leaves it that was killed while it made one.
    server.execute("create database rollcall_seed_being_made");
  }

  @AfterAll
  static void onlyTheTemplateStays() {
    List<String> left = server.rows(NAMES);
    assertThat(left).hasSize(1);
    String template = left.get(0).replace("\"", "");
    assertThat(template).matches("rollcall_seed_[0-9a-f]{40}");
    server.execute("drop database " + template);
  }

  @RepeatedTest(2)
  void everyTestHasItsOwn(DataSource users) throws SQLException {
    assertThat(level(users)).isEqualTo(50);
    try (Connection connection = users.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update users set level = 1");
    }
    assertThat(level(users)).isEqualTo(1);
  }

  /** With its ids given, and what the program knows of it. */
  @Test
  void itIsAsAnImportLeavesIt(DataSource users) throws SQLException {
    try (Connection connection = users.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into users (username) values ('new')");
      String url = connection.getMetaData().getURL();
      String name = url.replaceFirst(".*/([^/?]*)[?].*", "$1");
      String address = server.address().replaceFirst("[^/]*$", name);
      Workspace workspace = new Workspace(Path.of(""), new Database(address, url));
      assertThat(workspace.run("users", "show", "ada").out()).contains("level 50", "run 1");
    }
  }

  /** A test that forgets to close its connections has no say in whether the next one works. */
  @Test
  void aConnectionLeftOpenKeepsNoDatabase(DataSource users) throws SQLException {
    Connection left = users.getConnection();
    assertThat(left.isValid(5)).isTrue();
  }

  private static int level(DataSource users) throws SQLException {
    try (Connection connection = users.getConnection();
        Statement statement = connection.createStatement();
        ResultSet ada = statement.executeQuery("select level from users where username = 'ada'")) {
      ada.next();
      return ada.getInt(1);
    }
  }
}
