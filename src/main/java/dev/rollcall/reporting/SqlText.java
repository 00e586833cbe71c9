package dev.rollcall.reporting;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query, as far as it has to be understood here: that it is one SELECT, which
 * parameters it has, and where in it something is. The database judges the rest.
 */
public final class SqlText {

  private static final Set<String> BEGINNINGS = Set.of("select", "with", "values");

  private final String name;
  private final String sql;
  private final List<SqlToken> tokens;

  private SqlText(String name, String sql, List<SqlToken> tokens) {
    this.name = name;
    this.sql = sql;
    this.tokens = tokens;
  }

  /**
   * Reads a query.
   *
   * @throws Failure {@code QUERY} if it is not one SELECT, or has parameters without names
   */
  public static SqlText of(Query query, SqlForm form) {
    SqlText text = new SqlText(query.name(), query.sql(), new ArrayList<>());
    SqlScanner scanner = new SqlScanner(query.sql(), form);
    for (SqlToken token = scanner.next(); token != null; token = scanner.next()) {
      text.tokens.add(token);
    }
    text.check();
    return text;
  }

  private void check() {
    if (tokens.isEmpty()) {
      throw failure(0, "there is no statement in it", "write one SELECT");
    }
    SqlToken first = tokens.get(0);
    if (!BEGINNINGS.contains(first.text().toLowerCase(Locale.ROOT))) {
      throw failure(
          first.from(), "a report is one SELECT, and this begins with " + first.shown(), null);
    }
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      switch (token.kind()) {
        case UNCLOSED -> throw failure(token.from(), "what begins here never ends", "close it");
        case POSITIONAL ->
            throw failure(token.from(), "a parameter needs a name", "write :name instead of ?");
        case OTHER -> {
          depth += token.text().equals("(") ? 1 : token.text().equals(")") ? -1 : 0;
          if (depth < 0) {
            throw failure(token.from(), "this parenthesis closes nothing", null);
          }
          if (token.text().equals(";") && i < tokens.size() - 1) {
            throw failure(
                tokens.get(i + 1).from(), "a second statement begins here", "leave only one");
          }
        }
        default -> {}
      }
    }
  }

  /** The statement without the semicolon and the comments that may end it. */
  public String statement() {
    SqlToken last = tokens.get(tokens.size() - 1);
    return sql.substring(0, last.text().equals(";") ? last.from() : last.to());
  }

  /**
   * The names of the parameters, without the colon or other sign before them, in the order in which
   * the database counts them: {@code :a} and {@code @a} are two.
   */
  public List<String> parameters() {
    Set<String> written = new LinkedHashSet<>();
    for (SqlToken token : tokens) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        written.add(token.text());
      }
    }
    return written.stream().map(text -> text.substring(1)).toList();
  }

  /**
   * The values of its parameters, in that order.
   *
   * @throws Failure {@code QUERY} if one has none, or there is one for no parameter
   */
  public List<@Nullable Object> values(Map<String, @Nullable Object> given) {
    List<@Nullable Object> values = new ArrayList<>();
    List<String> names = parameters();
    for (String parameter : names) {
      if (!given.containsKey(parameter)) {
        throw failure(
            offsetOfParameter(parameter),
            "the parameter " + parameter + " has no value",
            "give it one, such as --param " + parameter + "=5");
      }
      values.add(given.get(parameter));
    }
    for (String parameter : given.keySet()) {
      if (!names.contains(parameter)) {
        throw Failure.of(
            ProblemCode.QUERY,
            "there is no parameter " + parameter + " in " + name,
            names.isEmpty() ? "it has none" : "its parameters are " + String.join(", ", names));
      }
    }
    return values;
  }

  public List<SqlToken> tokens() {
    return List.copyOf(tokens);
  }

  /** The beginning of the text, with this token as the last one. */
  public String upTo(SqlToken token) {
    return sql.substring(0, token.to());
  }

  /** The place at an offset. */
  public Place place(int offset) {
    int line = 1;
    int begin = 0;
    for (int i = sql.indexOf('\n'); i >= 0 && i < offset; i = sql.indexOf('\n', i + 1)) {
      line++;
      begin = i + 1;
    }
    return new Place(name, line, sql.codePointCount(begin, offset) + 1);
  }

  /** Where a parameter comes first; the name is without the sign before it. */
  private int offsetOfParameter(String parameter) {
    for (SqlToken token : tokens) {
      if (token.kind() == SqlToken.Kind.PARAMETER && token.text().substring(1).equals(parameter)) {
        return token.from();
      }
    }
    return 0;
  }

  /** A failure at an offset. */
  public Failure failure(int offset, String what, @Nullable String advice) {
    return Failure.at(ProblemCode.QUERY, place(offset), what, advice);
  }
}
