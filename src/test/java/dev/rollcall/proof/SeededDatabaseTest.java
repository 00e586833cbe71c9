package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.junit.SeededDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation, and what it relies on. */
@SeededDatabase("src/test/resources/fixtures/users")
class SeededDatabaseTest {

  @Test
  void adaHasLevel50(DataSource users) throws SQLException {
    try (Connection connection = users.getConnection();
        Statement statement = connection.createStatement();
        ResultSet ada = statement.executeQuery("select level from users where username = 'ada'")) {
      assertThat(ada.getInt(1)).isEqualTo(50);
    }
  }

  @BeforeAll
  static void install(@TempDir Path folder) throws IOException {
    Path program = folder.resolve("rollcall");
    ChildProgram.makeScript(program);
    System.setProperty("rollcall.seeding", program.toString());
  }

  /** What one test does to its database, the next one doesn't see. */
  @RepeatedTest(2)
  void everyTestHasItsOwn(Path file, DataSource users) throws SQLException {
    assertThat(new Database(file).number("select count(*) from users")).isEqualTo(2);
    try (Connection connection = users.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from users");
    }
    assertThat(new Database(file).number("select count(*) from users")).isZero();
  }

  @Test
  void aParameterNamesItsOwn(
      @SeededDatabase("src/test/resources/fixtures/users") Path one, @TempDir Path other) {
    assertThat(new Database(one).number("select count(*) from users")).isEqualTo(2);
    assertThat(other).isEmptyDirectory();
  }

  /** Word for word, so that nobody copies what does not work. */
  @Test
  void theDocumentedExamplesAreTests() throws IOException {
    String page = Files.readString(Path.of("src/docs/ci.md"));
    List<String> examples =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(examples).hasSize(2);
    Path tests = Path.of("src/test/java/dev/rollcall/proof");
    String sources =
        Files.readString(tests.resolve("SeededDatabaseTest.java"))
            + Files.readString(tests.resolve("SeededServerTest.java"));
    assertThat(examples).allSatisfy(example -> assertThat(sources).contains(example));
  }
}
