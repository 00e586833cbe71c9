package dev.rollcall.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.Seeds;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query is divided as SQLite divides it: what we take for its parameters are its parameters. */
class SqlTextTest {

  private static final List<String> TEXTS =
      List.of("'it''s :x ; --'", "':y'", "'/* @z'", "'\n'", "''", "x'3a'", "1.5e3", "-7", "null");

  private static final List<String> PARAMETERS =
      List.of(":a", "@a", "$a", ":b1", ":über", "$b$c", "@_");

  private static final List<String> NAMES =
      List.of("\"c:d\"", "[e ; :f]", "`g'h`", "\"i\"\"j\"", "name", "größe");

  private static final List<String> BETWEEN =
      List.of(" ", "\n", "\t", " -- a comment ' :n\n", "/* :m ' \" */", "/**/", "\r\n", "\f");

  @Test
  void whateverStandsBetweenThemParametersAreThoseOfTheDatabase() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Seeds.each(1_000, random -> compare(connection, random));
    }
  }

  private static void compare(Connection connection, Random random) throws Exception {
    Set<String> written = new LinkedHashSet<>();
    StringBuilder sql = new StringBuilder(between(random)).append("select").append(" ");
    int columns = 1 + random.nextInt(6);
    for (int i = 0; i < columns; i++) {
      sql.append(i == 0 ? "" : ",").append(between(random));
      boolean parameter = random.nextBoolean();
      String value = any(parameter ? PARAMETERS : TEXTS, random);
      if (parameter) {
        written.add(value);
      }
      sql.append(random.nextBoolean() ? value : "(" + between(random) + value + ")");
      sql.append(random.nextBoolean() ? " as " + any(NAMES, random) : "").append(between(random));
    }
    String statement = sql.toString();
    String whole = statement + (random.nextBoolean() ? ";" : "") + between(random);
    SqlText text = SqlText.of(new Query("q.sql", whole, Map.of()), SqlForm.SQLITE);
    assertThat(text.parameters())
        .containsExactlyElementsOf(written.stream().map(each -> each.substring(1)).toList());
    List<String> values = new ArrayList<>();
    try (PreparedStatement prepared =
        connection.prepareStatement("select * from (\n" + text.statement() + "\n)")) {
      assertThat(prepared.getParameterMetaData().getParameterCount()).isEqualTo(written.size());
      for (String parameter : written) {
        values.add("value of " + parameter);
        prepared.setString(values.size(), values.get(values.size() - 1));
      }
      try (ResultSet result = prepared.executeQuery()) {
        assertThat(result.next()).isTrue();
        assertThat(result.getMetaData().getColumnCount()).isEqualTo(columns);
      }
    }
  }

  private static String between(Random random) {
    StringBuilder between = new StringBuilder();
    while (random.nextInt(3) == 0) {
      between.append(any(BETWEEN, random));
    }
    return between.toString();
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "delete from users | 1 | 1",
        "select 1; delete from users | 1 | 11",
        "select 'it''s | 1 | 8",
        "select 1 /* for ever | 1 | 10",
        "select 1)( | 1 | 9",
        "select ?1 | 1 | 8",
        "-- nothing | 1 | 1"
      })
  void whatIsNotOneSelectIsSaidWithItsPlace(String sql, long line, long column) {
    assertThatThrownBy(() -> SqlText.of(new Query("q.sql", sql, Map.of()), SqlForm.SQLITE))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ProblemCode.QUERY);
              assertThat(failure.problems().get(0).place().line()).isEqualTo(line);
              assertThat(failure.problems().get(0).place().column()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select level::text, :a::text | a",
        "select $x$ :b ' $x$, $$ it's $$, :a | a",
        "select e'it\\'s :b', E'\\\\', :a | a",
        "select /* one /* two :b */ ' */ :a | a",
        "select (array[1, 2])[1:2], :a | a",
        "select @ level, 'x' as \"a:b\", :a, :c, :a | a, c",
        "select a$b$c, :a | a"
      })
  void ofPostgreSqlParametersAreTakenForWhatTheyAre(String sql, String parameters) {
    SqlText text = SqlText.of(new Query("q.sql", sql, Map.of()), SqlForm.POSTGRESQL);
    assertThat(String.join(", ", text.parameters())).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select $$; delete from users | 8",
        "select $1 | 8",
        "select $a$ $$; delete from users | 8",
        "select 'x'; delete from users | 13",
        "select /* /* */ 1; delete from users | 8"
      })
  void ofPostgreSqlWhatIsNotOneSelectIsSaidToo(String sql, long column) {
    assertThatThrownBy(() -> SqlText.of(new Query("q.sql", sql, Map.of()), SqlForm.POSTGRESQL))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.problems().get(0).place().column()).isEqualTo(column));
  }
}
