package dev.rollcall.postgresql.report;

import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.BlockSink;
import dev.rollcall.reporting.Query;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Rows;
import dev.rollcall.reporting.Value;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The rows of a query, as the text form of COPY has them: every format is made of that. Where they
 * go through a large table by its key, two connections take turns.
 */
public final class PostgresRows implements Rows {

  private static final String ALL = "*";

  /** Of a statement that would write in a transaction that only reads. */
  private static final String WRITES = "25006";

  /** Of a table with fewer keys, opening another connection takes longer than it saves. */
  private static final long KEYS_OF_A_PART = 50_000;

  private static final long MOST_PARTS = 200;

  private final SameMoment connections;
  private final SettledQuery query;
  private final Query.@Nullable Walk walk;
  private final Function<SQLException, Failure> explain;
  private final List<String> columns = new ArrayList<>();
  private final List<CellKind> kinds = new ArrayList<>();

  /**
   * Asks which columns there are; finds out on the way whether it is a query.
   *
   * @param explain says what an error of the database means
   * @throws Failure {@code QUERY} for what the database does not take
   */
  public PostgresRows(
      SameMoment connections,
      SettledQuery query,
      Query.@Nullable Walk walk,
      Function<SQLException, Failure> explain) {
    this.connections = connections;
    this.query = query;
    this.walk = walk;
    this.explain = explain;
    try {
      query.settle(connections.first());
      look();
    } catch (PSQLException e) {
      throw fault(e);
    } catch (SQLException e) {
      throw explain.apply(e);
    }
    if (columns.isEmpty()) {
      throw query.text().failure(0, "there are no columns in it", "name some: select id, …");
    }
  }

  private void look() throws SQLException {
    try (Statement statement = connections.first().createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet nothing = statement.executeQuery(query.select(ALL, "limit 0"))) {
        ResultSetMetaData data = nothing.getMetaData();
        for (int i = 1; i <= data.getColumnCount(); i++) {
          columns.add(data.getColumnLabel(i));
          kinds.add(CellKind.of(data.getColumnType(i)));
        }
      }
    }
  }

  /** Of a query that was taken: only what it writes may still be a fault of it. */
  private Failure failed(SQLException e) {
    return WRITES.equals(e.getSQLState()) && e instanceof PSQLException said
        ? fault(said)
        : explain.apply(e);
  }

  /** Where the fault is, if it is one of the query. */
  private Failure fault(PSQLException e) {
    ServerErrorMessage said = e.getServerErrorMessage();
    String state = String.valueOf(e.getSQLState());
    boolean ofQuery =
        state.startsWith("42") && !state.equals("42501")
            || state.startsWith("22")
            || state.equals("0A000")
            || state.equals(WRITES);
    if (said == null || !ofQuery) {
      return explain.apply(e);
    }
    int offset = said.getPosition() > 0 ? query.offset(said.getPosition(), ALL) : 0;
    String words = String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    return query.text().failure(offset, words, null);
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public List<List<Value>> first(int most) {
    List<List<Value>> first = new ArrayList<>();
    try {
      ValueTaker taker = new ValueTaker(first::add);
      copy(connections.first(), "limit " + most, taker, (bytes, rows) -> bytes);
      return first;
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written", e);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long count() {
    try (Statement statement = connections.first().createStatement()) {
      statement.setEscapeProcessing(false);
      return number(statement, query.select("count(*)", ""));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void encode(Supplier<RowEncoder> encoders, BlockSink sink) throws IOException {
    try {
      List<String> parts = parts();
      Connection second = parts.size() > 1 ? connections.second() : null;
      if (second != null) {
        encodeParts(parts, List.of(connections.first(), second), encoders, sink);
        return;
      }
      copy(
          connections.first(),
          "",
          encoders.get(),
          (bytes, rows) -> {
            sink.take(bytes, rows, Double.NaN);
            bytes.clear();
            return bytes;
          });
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** What is to be added to the query, for each part of its rows; in their order. */
  private List<String> parts() throws SQLException {
    List<String> parts = new ArrayList<>();
    if (walk == null) {
      return parts;
    }
    try (Statement statement = connections.first().createStatement()) {
      String ends = "select coalesce(%s(" + walk.key() + "), 0) from " + walk.table();
      long lowest = number(statement, String.format(Locale.ROOT, ends, "min"));
      long highest = number(statement, String.format(Locale.ROOT, ends, "max"));
      // As a real number, since ids may be as far apart as numbers can be.
      double width = Math.max(KEYS_OF_A_PART, ((double) highest - lowest) / MOST_PARTS);
      long step = (long) Math.ceil(width);
      String above = "";
      for (long next = lowest; highest - next > step && highest > next; ) {
        next += step;
        parts.add(part(above, walk.key() + " < " + next));
        above = walk.key() + " >= " + next;
      }
      parts.add(part(above, ""));
    }
    return parts;
  }

  private String part(String above, String below) {
    String and = above.isEmpty() || below.isEmpty() ? "" : " and ";
    String where = above + and + below;
    return (where.isEmpty() ? "" : "where " + where) + " order by " + walk().key();
  }

  private Query.Walk walk() {
    if (walk == null) {
      throw new IllegalStateException("it goes through no table");
    }
    return walk;
  }

  private void encodeParts(
      List<String> parts, List<Connection> each, Supplier<RowEncoder> encoders, BlockSink sink)
      throws SQLException, IOException {
    query.settle(each.get(1));
    List<InTurn.Reader> readers = new ArrayList<>();
    for (Connection connection : each) {
      CopiedCells cells = new CopiedCells(kinds, encoders.get());
      readers.add(
          (part, taker) ->
              Copying.rows(connection, query.select(ALL, parts.get(part)), cells, taker));
    }
    try (InTurn turns = new InTurn(parts.size(), readers)) {
      turns.passOn(sink);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void copy(Connection connection, String rest, RowEncoder encoder, Copying.Taker taker)
      throws SQLException, IOException {
    try {
      CopiedCells cells = new CopiedCells(kinds, encoder);
      Copying.rows(connection, query.select(ALL, rest), cells, taker);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static SQLException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SQLException("interrupted", e);
  }
}
