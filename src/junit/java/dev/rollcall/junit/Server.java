package dev.rollcall.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server on which tests have databases. Each is a copy of a template, which the program
 * makes of the folder once for all tests and programs that come after.
 */
final class Server {

  private static final Map<String, Server> SERVERS = new ConcurrentHashMap<>();
  private static final Pattern ADDRESS =
      Pattern.compile("(?<server>jdbc:postgresql:(?://[^/?]*/)?)[^/?]*(?<rest>[?].*)?");
  private static final Pattern VARIABLE = Pattern.compile("[$][{]([^{}]+)[}]");
  private static final Pattern KEY = Pattern.compile("[0-9a-z]{8,200}");

  /** Those of an address that the program takes. */
  private static final Set<String> SETTINGS =
      Set.of(
          "channelBinding",
          "connectTimeout",
          "currentSchema",
          "gssEncMode",
          "loginTimeout",
          "service",
          "socketTimeout",
          "ssl",
          "sslNegotiation",
          "sslcert",
          "sslkey",
          "sslmode",
          "sslrootcert",
          "targetServerType",
          "user");

  /** As long as PostgreSQL keeps of a name, with what stands before it. */
  private static final int KEY_LENGTH = 40;

  /** Of a lock on the server: two programs make templates one after the other. */
  private static final long MAKING = 7_265_534_116_811_524_977L;

  private final String address;
  private final Map<String, String> templates = new ConcurrentHashMap<>();

  private Server(String address) {
    this.address = address;
  }

  static Server at(String address) {
    return SERVERS.computeIfAbsent(resolved(address), Server::new);
  }

  /** Takes some hundredths of a second, whatever is in it; the first one of a folder, seconds. */
  Copy copy(String folder) {
    String template = templates.computeIfAbsent(folder, this::template);
    String name = "rollcall_test_" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(address)) {
      execute(connection, "create database " + name + " template " + template);
    } catch (SQLException e) {
      throw failed(e);
    }
    return new ServerCopy(name);
  }

  /** Under its name it is whole: until then it has another. */
  private String template(String folder) {
    String template = "rollcall_seed_" + key(folder);
    String making = "rollcall_seed_being_made";
    try (Connection connection = DriverManager.getConnection(address)) {
      execute(connection, "select pg_advisory_lock(" + MAKING + ")");
      if (!isThere(connection, template)) {
        execute(connection, "drop database if exists " + making + " with (force)");
        execute(connection, "create database " + making);
        fill(making, folder);
        execute(connection, "alter database " + making + " with allow_connections false");
        execute(connection, "alter database " + making + " rename to " + template);
      }
      return template;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static String key(String folder) {
    String key = Program.run(Map.of(), "seed", folder, "--print-key");
    if (!KEY.matcher(key).matches()) {
      throw new IllegalStateException("rollcall seed --print-key says no key: " + key);
    }
    return key.substring(0, Math.min(KEY_LENGTH, key.length()));
  }

  private void fill(String database, String folder) {
    String url = addressOf(database);
    Map<String, String> secrets = new HashMap<>();
    List<String> settings = new ArrayList<>();
    for (String setting : url.replaceFirst("[^?]*[?]?", "").split("&")) {
      String name = setting.replaceFirst("=.*", "");
      if (name.equals("password")) {
        secrets.put("PGPASSWORD", decoded(setting.substring(name.length() + 1)));
      } else if (SETTINGS.contains(name)) {
        settings.add(setting);
      }
    }
    url = url.replaceFirst("[?].*", settings.isEmpty() ? "" : "?");
    url += String.join("&", settings);
    FileCopy copy = FileCopy.of(folder);
    try {
      Program.run(secrets, "schema", "copy", "--db", copy.file().toString(), "--to", url);
      copy.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isThere(Connection connection, String database) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select from pg_database where datname = '" + database + "'")) {
      return found.next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String addressOf(String database) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalStateException("not a PostgreSQL server: jdbc:postgresql://host/base");
    }
    String rest = parts.group("rest");
    return parts.group("server") + database + (rest == null ? "" : rest);
  }

  private static String resolved(String address) {
    return VARIABLE
        .matcher(address)
        .replaceAll(
            found -> {
              String name = found.group(1);
              String value = System.getProperty(name, System.getenv(name));
              if (value == null) {
                throw new IllegalStateException("the server of seeded databases: set " + name);
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String decoded(String parameter) {
    return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
  }

  private static IllegalStateException failed(SQLException cause) {
    return new IllegalStateException("no seeded database on the server", cause);
  }

  /** Dropped even where a test has left connections open. */
  private final class ServerCopy implements Copy {

    private final String name;

    ServerCopy(String name) {
      this.name = name;
    }

    @Override
    public String url() {
      return addressOf(name);
    }

    @Override
    public Path file() {
      throw new IllegalStateException("a database on a server is no file");
    }

    @Override
    public void delete() throws SQLException {
      try (Connection connection = DriverManager.getConnection(address)) {
        execute(connection, "drop database if exists " + name + " with (force)");
      }
    }
  }
}
