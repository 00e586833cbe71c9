package dev.rollcall.sqlite;

import dev.rollcall.database.Work;
import dev.rollcall.database.sql.Migrations;
import dev.rollcall.database.sql.Sql;
import dev.rollcall.files.Leftovers;
import dev.rollcall.files.OwnFile;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.sqlite.image.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.SQLiteConfig;

/**
 * An open SQLite database as a source of its one connection. Not thread-safe.
 *
 * <p>There is one connection, since there is one writer: asking for a second one while the first is
 * out would be a transaction beside the transaction, and fails.
 */
public final class SqliteDatabase extends AbstractDataSource implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger(SqliteDatabase.class.getName());

  /** How long another program's write lock is waited for. */
  private static final int BUSY_MILLIS = 30_000;

  /** 64 MB of pages. */
  private static final int CACHE_KIB = -65_536;

  /**
   * Checkpoints are expensive and the default of 1,000 pages makes one at nearly every commit; this
   * many bound the log at some 160 MB between two chunks.
   */
  private static final int CHECKPOINT_PAGES = 40_000;

  /** What names of files with staged rows are behind that of the database; of whatever run. */
  private static final String STAGED = "(run-\\d+(\\.rejects)?|plan)\\.staged-[ab]";

  private final SqliteFile file;
  private final Connection connection;
  private final boolean writing;
  private final boolean isNew;
  private final Images images;
  private final AtomicBoolean lent = new AtomicBoolean();

  private SqliteDatabase(SqliteFile file, Connection connection, boolean writing, boolean isNew)
      throws SQLException {
    this.file = file;
    this.images =
        Images.of(file.path(), Sql.texts(connection, "pragma encoding").get(0), connection);
    this.connection = connection;
    this.writing = writing;
    this.isNew = isNew;
  }

  /**
   * Opens a database for writing; one that does not exist is made, readable by its owner only.
   *
   * @throws Failure {@code DATABASE_UNUSABLE} if it can't be written or is no database
   */
  public static SqliteDatabase openForWriting(SqliteFile file) {
    if (!file.exists()) {
      make(file);
    }
    SQLiteConfig config = config();
    // Survives loss of power, not only of the process.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    config.setCacheSize(CACHE_KIB);
    if (!Files.isWritable(file.path())) {
      throw file.unusable("writing it is not permitted", "check its owner and permissions");
    }
    return open(file, config, true);
  }

  /**
   * Opens a database that exists for reading only.
   *
   * @throws Failure {@code DATABASE_UNUSABLE} also if there is none
   */
  public static SqliteDatabase openForReading(SqliteFile file) {
    file.require();
    SQLiteConfig config = config();
    // Where it may be written, the connection could tidy up the write-ahead log behind it.
    config.setReadOnly(!Files.isWritable(file.path()));
    return open(file, config, false);
  }

  private static void make(SqliteFile file) {
    try {
      OwnFile.create(file.path()).close();
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(file.name()),
          "it can't be made: " + e.getMessage(),
          "check the folder's owner and permissions, or give another path",
          e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    return config;
  }

  private static SqliteDatabase open(SqliteFile file, SQLiteConfig config, boolean writing) {
    try {
      boolean isNew = file.path().toFile().length() == 0;
      Connection connection = config.createConnection(file.url());
      try {
        prepare(connection, writing);
        return new SqliteDatabase(file, connection, writing, isNew);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  private static void prepare(Connection connection, boolean writing) throws SQLException {
    // A database may come from anywhere; what its schema calls must do no harm.
    Sql.execute(connection, "pragma trusted_schema = off");
    Sql.execute(connection, "pragma cell_size_check = on");
    if (!writing) {
      Sql.execute(connection, "pragma query_only = on");
    }
    boolean empty = Sql.number(connection, "select count(*) from sqlite_master") == 0;
    if (writing && (empty || TableFacts.exists(connection, Migrations.HISTORY))) {
      // Not before it is clear that the database is ours: the mode stays with the file.
      if (keepsLog(connection)) {
        // With a log, commits are whole and in their order after a loss of power all the same; that
        // none is lost is made sure of before anybody is told, see sync().
        Sql.execute(connection, "pragma synchronous = normal");
      }
    }
  }

  /** Whether it keeps a write-ahead log from now on. */
  private static boolean keepsLog(Connection connection) throws SQLException {
    if (takesLog(connection)) {
      return true;
    }
    // Asked for a log, SQLite waits for nobody; asked for the write lock, it does.
    Sql.execute(connection, "begin immediate");
    Sql.execute(connection, "rollback");
    // Where somebody reads all the time, it is done without, until the next one asks.
    return takesLog(connection);
  }

  private static boolean takesLog(Connection connection) throws SQLException {
    try {
      return Sql.texts(connection, "pragma journal_mode = wal").equals(List.of("wal"));
    } catch (SQLException e) {
      if (SqliteErrors.isBusy(e)) {
        return false;
      }
      throw e;
    }
  }

  public SqliteFile file() {
    return file;
  }

  /** Whether the file was empty when it was opened, without even settings that stay with it. */
  boolean isNew() {
    return isNew;
  }

  /** Deletes what a dead writer has left; for whoever holds the run lock. */
  public void discardLeftovers() {
    Path path = file.path();
    Images.discardLeftovers(path);
    try {
      Leftovers.discard(path, Pattern.compile(Pattern.quote(path.getFileName() + ".") + STAGED));
    } catch (IOException e) {
      // Where they can't be deleted, the next run tries it again.
      LOGGER.fine("staged rows not deleted: " + e.getMessage());
    }
  }

  /** Whether others can read it while a transaction is under way. */
  public boolean letsOthersRead() {
    try {
      return Sql.texts(connection, "pragma journal_mode").equals(List.of("wal"));
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** The table images of its connection. */
  Images images() {
    return images;
  }

  /** Does on the connection what SQLite does outside transactions only, while nobody has it. */
  void outsideTransactions(Work.Task work) {
    try {
      if (lent.get()) {
        throw new SQLException("a transaction is under way");
      }
      work.on(connection);
    } catch (SQLException e) {
      throw SqliteErrors.explain(e, file.name());
    }
  }

  /** Asks on the connection, while nobody has it. */
  <T extends @Nullable Object> T ask(Work<T> question) {
    return Work.ask(this, question, e -> SqliteErrors.explain(e, file.name()));
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!lent.compareAndSet(false, true)) {
      throw new SQLException("a second connection was asked for inside a transaction");
    }
    images.detachAll(connection);
    String begin = writing ? "begin immediate" : "begin";
    return LentConnection.of(connection, begin, () -> lent.set(false));
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  /**
   * Makes sure that all that was committed survives a loss of power.
   *
   * @throws Failure {@code DATABASE_UNUSABLE} if the disk does not take it
   */
  public void sync() {
    Path log = file.path().resolveSibling(file.path().getFileName() + "-wal");
    try {
      OwnFile.sync(log);
    } catch (NoSuchFileException e) {
      // Without a log, every commit was synced.
    } catch (IOException e) {
      throw file.unusable("it can't be synced: " + e.getMessage(), "check the disk");
    }
  }

  /** Checkpoints the write-ahead log, and closes. */
  @Override
  public void close() {
    checkpoint();
    if (writing) {
      sync();
    }
  }

  private void checkpoint() {
    try (connection) {
      if (writing) {
        // Whoever reads may do so for minutes more; all is committed even without the checkpoint.
        Sql.execute(connection, "pragma busy_timeout = 0");
        Sql.execute(connection, "pragma wal_checkpoint(truncate)");
      }
    } catch (SQLException e) {
      // All is committed; a reader may hold the log, or the disk be full. The next writer tries
      // again.
      LOGGER.info("no checkpoint at the end: " + e.getMessage());
    }
  }
}
