package dev.rollcall.database;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of an open database, and what updates it. All migrations that are pending commit
 * together or not at all. Not thread-safe; whoever changes anything must hold the run lock.
 */
public interface Schema {

  /** What the names of our own tables begin with. */
  String PREFIX = "ROLLCALL_";

  /** What the names of Spring Batch's tables begin with. */
  String BATCH_PREFIX = "ROLLCALL_BATCH_";

  /** The newest schema that this program knows. */
  int NEWEST = 15;

  /** What a database holds, as far as its schema goes. */
  enum State {
    /** No tables at all. */
    EMPTY,
    /** Another program's tables, users among them: can be adopted. */
    FOREIGN_USERS,
    /** Another program's tables, and no users. */
    FOREIGN,
    /** Ours, and some migrations are pending. */
    OLDER,
    /** Ours, and up to date. */
    CURRENT,
    /** Ours, made by a newer version of this program. */
    NEWER;

    /** Whether it has users that this program can read. */
    public boolean hasUsers() {
      return this == FOREIGN_USERS || this == OLDER || this == CURRENT;
    }
  }

  /**
   * In what state a database is.
   *
   * @param version of its schema; null unless it is ours
   */
  record Status(State state, @Nullable Integer version) {}

  /** Looks, and changes nothing. */
  Status status();

  /**
   * What is in the way of working with the users: of adopting them, or where they are adopted, of
   * the next run. Looks at every user; changes nothing.
   */
  List<Problem> inTheWay();

  /** What somebody who imports into these users should know. */
  List<String> warnings();

  /**
   * Makes sure that the database can be read, and changes nothing.
   *
   * @throws Failure {@code SCHEMA_MISSING}, {@code SCHEMA_NEWER}
   */
  void requireCurrent();

  /**
   * Applies what is pending; to a foreign database without users, everything.
   *
   * @return how many migrations were applied
   * @throws Failure {@code SCHEMA_MISSING} for one with users, {@code SCHEMA_NEWER}, {@code
   *     DATABASE_MOVED}; {@code SCHEMA_INVALID} if a migration fails: the database is as it was
   */
  int migrate();

  /**
   * Adopts a database that another program made, with its users: adds the ledger, and a unique
   * index on the username if there is none. The users stay as they are.
   *
   * @return what was added, in words; nothing if it was adopted before
   * @throws Failure {@code SCHEMA_INVALID} if its users can't be worked with, or a migration fails:
   *     the database is as it was
   */
  List<String> baseline();

  /**
   * Adds a column to the users, and notes that the database has it; updates an older schema, and
   * makes the tables of a new database.
   *
   * @param name lower-case letters, digits and underscores, at most {@value #LONGEST_COLUMN}; not
   *     that of a column of every user
   * @param text whether it holds texts, else whole numbers
   * @throws Failure {@code COLUMN_UNUSABLE} if there is such a column; as {@link #migrate}
   */
  void addColumn(String name, boolean text);

  /** How many characters the name of a column has at most. */
  int LONGEST_COLUMN = 63;

  /**
   * Whether the database is as its migrations left it: their checksums, the table of the users, and
   * its own check of itself.
   *
   * @throws Failure {@code SCHEMA_INVALID} with everything that is wrong
   */
  void validate();
}
