package dev.rollcall.sqlite;

import dev.rollcall.database.CopySource;
import dev.rollcall.database.Database;
import dev.rollcall.database.Echo;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.Schema;
import dev.rollcall.database.SeedFile;
import dev.rollcall.database.UserFigures;
import dev.rollcall.database.Work;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.database.sql.BatchTables;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.RunRows;
import dev.rollcall.files.Links;
import dev.rollcall.files.Owner;
import dev.rollcall.files.SmallFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.community.dialect.SQLiteDialect;
import org.jspecify.annotations.Nullable;

/**
 * An SQLite database, which is a file.
 *
 * @param path its file, which need not exist yet; links are resolved, so that a database has the
 *     same path, and the same lock, by whatever name it is called
 * @param name as the user gave it, for messages
 */
public record SqliteFile(Path path, String name) implements Database {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String MAGIC = "SQLite format 3\0";

  /** An address as databases have that are servers; one letter before a backslash is a drive. */
  private static final Pattern OTHER_KIND =
      Pattern.compile(
          "jdbc:|[a-z][a-z0-9+.-]+://|(?![a-z]:\\\\)[^/:@]+:[^/]*@", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an address.
   *
   * @param address a path or {@code jdbc:sqlite:} and a path
   * @throws Failure {@code USAGE} if it is neither; {@code DATABASE_UNUSABLE} if nothing can be
   *     there
   */
  public static SqliteFile of(String address) {
    String text = requireForm(address);
    try {
      Path path = Path.of(text);
      return new SqliteFile(resolve(path, text), text);
    } catch (InvalidPathException e) {
      throw unusable(text, "no file can have this name", "give another path", e);
    }
  }

  /**
   * The path that an address is of; looks at no file.
   *
   * @throws Failure {@code USAGE} if it is of none
   */
  public static String requireForm(String address) {
    String text = address.startsWith(SQLITE) ? address.substring(SQLITE.length()) : address;
    boolean otherKind = OTHER_KIND.matcher(text).lookingAt();
    if (text.isBlank() || text.startsWith(":") || text.startsWith("file:") || otherKind) {
      throw Failure.of(
          ProblemCode.USAGE,
          "\""
              + hideSecrets(address)
              + (otherKind
                  ? "\" is a database of a kind that rollcall can't use yet"
                  : "\" is not a database that rollcall can use"),
          "give the path of an SQLite database, such as users.db or jdbc:sqlite:users.db");
    }
    return text;
  }

  private static Path resolve(Path path, String name) {
    try {
      if (Files.isDirectory(path)) {
        throw unusable(name, "this is a folder", "name a file in it", null);
      }
      if (Files.exists(path)) {
        // Somebody else's link may lead to a database that was not meant.
        return Links.follow(path).toRealPath();
      }
      Path absolute = path.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw unusable(
            name, "its folder does not exist", "make the folder, or give another path", null);
      }
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw unusable(name, "it can't be reached: " + SmallFile.reason(e), "check the path", e);
    }
  }

  /** Whether a file is a database, by its first bytes. */
  public static boolean isOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAGIC.length());
      return new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC);
    } catch (IOException e) {
      // Whoever is to replace it says what is wrong with it.
      return false;
    }
  }

  @Override
  public String address() {
    return path.toString();
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public void require(String advice) {
    if (!exists()) {
      throw unusable("there is no such database", advice);
    }
  }

  @Override
  public WritableDatabase write(String work, Duration patience, @Nullable Consumer<String> echo) {
    return SqliteWriting.open(this, work, patience, echo);
  }

  @Override
  public ReadableDatabase read(@Nullable Consumer<String> echo) {
    return SqliteReading.open(this, echo);
  }

  @Override
  public Snapshot snapshot() {
    return SqliteSnapshot.open(this);
  }

  @Override
  public <T> T readSchema(@Nullable Consumer<String> echo, Function<Schema, T> work) {
    try (SqliteDatabase opened = SqliteDatabase.openForReading(this)) {
      return work.apply(new SqliteSchema(opened, Echo.of(opened, echo)));
    }
  }

  @Override
  public <T> T changeSchema(@Nullable Consumer<String> echo, Function<Schema, T> work) {
    RunLock lock = RunLock.take(this, Duration.ZERO, "a change of the schema");
    try (lock;
        SqliteDatabase opened = SqliteDatabase.openForWriting(this)) {
      return work.apply(new SqliteSchema(opened, Echo.of(opened, echo)));
    }
  }

  @Override
  public CopySource copySource(String to, @Nullable Consumer<String> echo) {
    return SqliteCopySource.open(this, to, echo);
  }

  @Override
  public UserFigures figures() {
    require("check the path");
    try (SqliteSnapshot snapshot = SqliteSnapshot.open(this, 0)) {
      return snapshot.figures();
    }
  }

  @Override
  public List<Long> newestRuns(int most) {
    return ask(connection -> RunRows.newest(connection, most));
  }

  @Override
  public @Nullable String lastCompleted(String job) {
    return ask(connection -> RunRows.lastCompleted(connection, job)).orElse(null);
  }

  private <T> T ask(Work<T> question) {
    try (SqliteDatabase database = SqliteDatabase.openForReading(this)) {
      return database.ask(question);
    }
  }

  /** What its migrations are. */
  Migrations.Of migrations() {
    return new Migrations.Of(
        name,
        "db/migration",
        new BatchTables("sqlite"),
        thrown -> SqliteErrors.explain(thrown, name),
        SqliteErrors::words);
  }

  @Override
  public Database standIn(Path folder) {
    return new SqliteFile(folder.resolve("users.db"), name);
  }

  @Override
  public SeedFile seed() {
    return new SqliteSeed(this);
  }

  @Override
  public String hibernateDialect() {
    return SQLiteDialect.class.getName();
  }

  @Override
  public String batchType() {
    return "SQLITE";
  }

  @Override
  public Failure explain(Throwable thrown) {
    return LedgerDamage.explain(thrown, this);
  }

  @Override
  public Failure damaged(String where) {
    return LedgerCheck.failure(name, where, null);
  }

  /**
   * Makes sure that nobody else has put the file there for whoever would make it, and so would get
   * what is written to it.
   *
   * @throws Failure {@code DATABASE_UNUSABLE}
   */
  void requireNotPlanted() {
    try {
      if (Owner.isPlanted(path)) {
        throw unusable(
            "somebody else has made it in a folder where all may",
            "move it to a folder of its own if it is to be used");
      }
    } catch (IOException e) {
      throw unusable(name, "it can't be reached: " + SmallFile.reason(e), "check the path", e);
    }
  }

  /** For the driver; as a URI, or a ? in the path would begin a list of settings. */
  String url() {
    return "jdbc:sqlite:file:" + path.toUri().getRawPath();
  }

  Failure unusable(String what, String advice) {
    return unusable(name, what, advice, null);
  }

  private static Failure unusable(
      String name, String what, String advice, @Nullable Exception cause) {
    return Failure.at(ProblemCode.DATABASE_UNUSABLE, Place.of(name), what, advice, cause);
  }

  /** An address as it may be shown: it may be of another kind, with a password in it. */
  public static String hideSecrets(String address) {
    return address
        .replaceAll("^((?:jdbc:)?[^:/@]+:(?://)?).*@", "$1…@")
        .replaceAll(
            "(?i)((?:pass(?:word|wd)?|pwd|secret|token)=)(?:\\{[^}]*+(?:\\}\\}[^}]*+)*+\\}?|[^&;]*)",
            "$1…");
  }
}
