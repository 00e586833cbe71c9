package dev.rollcall.sqlite.image;

import dev.rollcall.files.Leftovers;
import dev.rollcall.files.OwnFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * The table images of one connection: where their files are, and which of them are attached.
 *
 * <p>An image that was used in a transaction can't be detached before its end, and SQLite attaches
 * {@value #MOST_ATTACHED} at the most. Whoever gets none writes in another way. Images are made and
 * discarded on any thread, attached and detached only on that of the connection.
 */
public final class Images {

  /** What SQLite is built for. */
  public static final int MOST_ATTACHED = 120;

  private static final Logger LOGGER = Logger.getLogger(Images.class.getName());

  /** Makes names differ within a process; beside one database there is one process at a time. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private static final String INFIX = ".image-";

  private static final String SUFFIX = ".part";

  private final Path database;
  private final boolean possible;
  private final List<TableImage> attached = new ArrayList<>();

  /** Those that are attached or may yet be; guarded by itself, as is {@link #attached}. */
  private final Set<TableImage> taken = new HashSet<>();

  private Images(Path database, boolean possible) {
    this.database = database;
    this.possible = possible;
  }

  /**
   * Of a connection that nobody uses yet.
   *
   * @param database the file of it, beside which images are made
   * @param encoding of its texts: databases that are attached must have that of the first, and
   *     images are in UTF-8
   */
  public static Images of(Path database, String encoding, Connection connection)
      throws SQLException {
    connection
        .unwrap(SQLiteConnection.class)
        .setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, MOST_ATTACHED);
    return new Images(database, encoding.equals("UTF-8"));
  }

  /** Of connections that get none. */
  public static Images none() {
    return new Images(Path.of(""), false);
  }

  /**
   * Begins an image that can be attached once; on any thread. It must be discarded.
   *
   * @return null if there can be none, or none more in this transaction
   */
  public @Nullable TableImage create(ImageForm form) {
    if (!possible) {
      return null;
    }
    synchronized (taken) {
      if (taken.size() == MOST_ATTACHED) {
        return null;
      }
      try {
        TableImage image = new TableImage(next(), form);
        taken.add(image);
        return image;
      } catch (IOException e) {
        LOGGER.fine("no image: " + e.getMessage());
        return null;
      }
    }
  }

  /** A name for an image; there is no such file. */
  private Path next() {
    return database.resolveSibling(
        database.getFileName()
            + INFIX
            + ProcessHandle.current().pid()
            + "-"
            + NUMBERS.incrementAndGet()
            + SUFFIX);
  }

  /**
   * Attaches an image that is complete, for the rest of the transaction.
   *
   * @return the name of its schema
   */
  public String attach(Connection connection, TableImage image) throws SQLException {
    String name = name(attached.size());
    try (PreparedStatement statement =
        connection.prepareStatement("attach database ? as " + name)) {
      statement.setString(1, "file:" + image.file().toUri().getRawPath() + "?mode=ro&immutable=1");
      statement.execute();
    }
    synchronized (taken) {
      attached.add(image);
    }
    return name;
  }

  private static String name(int index) {
    return "image" + index;
  }

  /** Detaches all; must be called outside transactions. */
  public void detachAll(Connection connection) throws SQLException {
    while (!attached.isEmpty()) {
      int last = attached.size() - 1;
      try (Statement statement = connection.createStatement()) {
        statement.execute("detach database " + name(last));
      }
      synchronized (taken) {
        taken.remove(attached.remove(last));
      }
    }
  }

  /** Deletes the file of an image, on any thread; if it is attached, SQLite holds it open. */
  public void discard(TableImage image) {
    image.close();
    delete(image.file());
    synchronized (taken) {
      if (!attached.contains(image)) {
        taken.remove(image);
      }
    }
  }

  private static void delete(Path image) {
    try {
      OwnFile.discard(image);
    } catch (IOException e) {
      // Where a file in use can't be deleted, the next run finds it.
      LOGGER.fine("not deleted: " + e.getMessage());
    }
  }

  /** Deletes what a dead process has left; must be called while nobody else can write. */
  public static void discardLeftovers(Path database) {
    String prefix = Pattern.quote(database.getFileName() + INFIX);
    try {
      Leftovers.discard(database, Pattern.compile(prefix + "\\d+-\\d+" + Pattern.quote(SUFFIX)));
    } catch (IOException e) {
      LOGGER.fine("leftovers not looked for: " + e.getMessage());
    }
  }
}
