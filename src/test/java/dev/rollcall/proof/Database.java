package dev.rollcall.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database, as anybody with a driver sees it: a file, or one on a server.
 *
 * @param address as {@code --db} takes it
 * @param url for the driver
 */
public record Database(String address, String url) {

  /** A database file. */
  public Database(Path path) {
    this(path.toString(), "jdbc:sqlite:" + path);
  }

  /** The file. */
  public Path path() {
    return Path.of(address);
  }

  public boolean isFile() {
    return url.startsWith("jdbc:sqlite:");
  }

  private String tables() {
    return isFile()
        ? "select name from sqlite_master where type = 'table' order by name"
        : "select relname from pg_class where relnamespace = current_schema()::regnamespace"
            + " and relkind = 'r' order by 1";
  }

  public boolean hasTable(String name) {
    return rows(tables()).contains(row(name));
  }

  /** Users as {@code (username, email, level)}, in the order of their names. */
  public List<String> users() {
    return rows("select username, email, coalesce(level, 1) from users order by username");
  }

  /** All that is known of the users, in the order of their ids. */
  public List<String> everything() {
    return rows("select id, username, email, level from users order by id");
  }

  /** A run's changes, in the order of their lines, without the users' ids. */
  public List<String> changes(long run) {
    return rows(
        "select line, kind, username, email_before, email_after, level_before, level_after, reason"
            + " from rollcall_changes where run_id = "
            + run
            + " order by line, username");
  }

  /** A run's rejects, in the order of their lines. */
  public List<String> rejects(long run) {
    return rows(
        "select line, code, username, email, level, action, reason"
            + " from rollcall_rejects where run_id = "
            + run
            + " order by line");
  }

  /** Every row of every table, whoever made it. */
  List<String> content() {
    List<String> content = new ArrayList<>();
    for (String quoted : rows(tables())) {
      content.add(quoted);
      // Whoever gets the run lock of a server raises epochs, also a plan, which writes nothing
      // else.
      String query =
          quoted.contains("rollcall_parts")
              ? "select to_jsonb(parts) - 'epoch' from rollcall_parts as parts"
              : "select * from " + quoted;
      content.addAll(rows(query).stream().sorted().toList());
    }
    return content;
  }

  /** The answer of a query, each row as {@link #row} has it. */
  public List<String> rows(String query) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        Object[] cells = new Object[result.getMetaData().getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = result.getObject(i + 1);
        }
        rows.add(row(cells));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  /** The answer of a query for texts. */
  List<List<@Nullable String>> texts(String query) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  /** A single number. */
  public long number(String query) {
    return Long.parseLong(rows(query).get(0));
  }

  /**
   * A single number, read without mending what a crash has left; -1 if there is none, or if it
   * can't be read at this moment.
   */
  public long glimpse(String query) {
    try (Connection connection =
            DriverManager.getConnection(
                isFile() ? "jdbc:sqlite:file:" + address + "?mode=ro" : url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getLong(1) : -1;
    } catch (SQLException e) {
      return -1;
    }
  }

  /** Executes statements, one after the other. */
  public void execute(String... statements) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Has the tables of the ledger take null in every column, as one made by somebody else may. */
  public void letAllBeMissing() {
    execute(
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(replace(sql, ' not null', ''), ' NOT NULL', '')"
            + " where type = 'table' and name like 'rollcall%'",
        "pragma writable_schema = reset");
  }

  /** Executes a statement once for each row of values, in one transaction. */
  public void executeMany(String sql, List<List<@Nullable Object>> rows) {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (List<@Nullable Object> row : rows) {
          for (int i = 0; i < row.size(); i++) {
            statement.setObject(i + 1, row.get(i));
          }
          statement.execute();
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public Connection open() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** All that is in it, as it is kept, or as anybody sees it. */
  public byte[] bytes() {
    if (!isFile()) {
      return String.join("\n", content()).getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Files.readAllBytes(path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A copy as a crash would leave it, to look at without mending the original: opening a database
   * recovers it. One on a server is looked at where it is.
   */
  public Database copy(Path to) {
    if (!isFile()) {
      return this;
    }
    try {
      for (String ending : List.of("", "-wal", "-journal")) {
        Path from = Path.of(address + ending);
        Path target = Path.of(to + ending);
        Files.deleteIfExists(target);
        Files.deleteIfExists(Path.of(to + "-shm"));
        if (Files.exists(from)) {
          Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return new Database(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row as one line: every text in quotes, so that no two different rows look alike. */
  public static String row(@Nullable Object... cells) {
    StringBuilder row = new StringBuilder();
    for (Object cell : cells) {
      row.append(row.isEmpty() ? "" : ", ");
      row.append(cell instanceof String text ? '"' + text + '"' : String.valueOf(cell));
    }
    return row.toString();
  }
}
