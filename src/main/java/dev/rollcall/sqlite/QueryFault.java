package dev.rollcall.sqlite;

import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.SqlText;
import dev.rollcall.reporting.SqlToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where in a query the fault is that SQLite has found. SQLite names what it stumbled over, and
 * not which one of several that look alike; for that, the beginning of the query up to each of them
 * is tried.
 */
final class QueryFault {

  /** Of {@code near "from": syntax error}, {@code unrecognized token: "#"}. */
  private static final Pattern NEAR =
      Pattern.compile("(?:near|unrecognized token:) \"(.*)\"(?:: syntax error)?", Pattern.DOTALL);

  /** Of {@code no such column: u.nam}, {@code no such table: usrs}. */
  private static final Pattern NAMED =
      Pattern.compile("(?:no such|ambiguous) [a-z ]+: (?:.*\\.)?([^.]+)", Pattern.DOTALL);

  private final Connection connection;
  private final SqlText text;

  QueryFault(Connection connection, SqlText text) {
    this.connection = connection;
    this.text = text;
  }

  /** The failure for what SQLite said when it was given the query. */
  Failure of(SQLException exception) {
    String words = SqliteErrors.words(exception);
    return text.failure(offset(words), words, null);
  }

  private int offset(String words) {
    List<SqlToken> tokens = text.tokens();
    Matcher near = NEAR.matcher(words);
    Matcher named = NAMED.matcher(words);
    if (near.matches()) {
      for (SqlToken token : tokens) {
        if (token.text().equals(near.group(1)) && stumblesAt(token, words)) {
          return token.from();
        }
      }
    } else if (named.matches()) {
      for (SqlToken token : tokens) {
        if (token.text().replaceAll("[\"`\\[\\]]", "").equalsIgnoreCase(named.group(1))) {
          return token.from();
        }
      }
    } else if (words.startsWith("incomplete input")) {
      return tokens.get(tokens.size() - 1).to();
    }
    return tokens.get(0).from();
  }

  private boolean stumblesAt(SqlToken token, String words) {
    try (var statement = connection.prepareStatement(text.upTo(token))) {
      return statement == null;
    } catch (SQLException e) {
      return SqliteErrors.words(e).equals(words);
    }
  }
}
