package dev.rollcall.postgresql;

import dev.rollcall.database.Faults;
import dev.rollcall.database.Hindrance;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What PostgreSQL's errors mean to people, by their SQLSTATE. */
final class PostgresErrors {

  /** Also of what was found out here: that another program has written what was to be written. */
  static final String SERIALIZATION_FAILURE = "40001";

  private static final String ABORTED = "25P02";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String NO_SCHEMA = "3F000";

  private PostgresErrors() {}

  /** A message for whatever went wrong, with advice where there is some. */
  static Failure explain(Throwable thrown, String database) {
    return Faults.explain(thrown, exception -> problem(exception, Place.of(database)));
  }

  /**
   * Whether another program has written what this one was about to write: nothing is wrong, and the
   * transaction may be tried once more, from the start.
   */
  static boolean isDisturbed(Throwable thrown) {
    // Serialization failure, deadlock, unique violation.
    return Set.of(SERIALIZATION_FAILURE, "40P01", "23505").contains(state(thrown));
  }

  /**
   * Whether the server has ended a connection that was there: by a time-out of transactions, or
   * since somebody asked it to; or it was cut.
   */
  static boolean isLost(Throwable thrown) {
    return Set.of("25P03", "57P01", "08006", "08003").contains(state(thrown));
  }

  /** Whether the server, or the user, has as many connections as may be. */
  static boolean isFull(Throwable thrown) {
    return state(thrown).equals("53300");
  }

  /** Whether a lock that somebody else has was waited for as long as the server lets one wait. */
  static boolean isLockedOut(Throwable thrown) {
    return state(thrown).equals(LOCK_NOT_AVAILABLE);
  }

  /**
   * What keeps a user from the work. A server without room is none of it: somebody has to make
   * room, and should hear of it.
   */
  static Hindrance hindrance(Throwable thrown) {
    return switch (state(thrown)) {
      // Too many sessions; starting or stopping; a lock.
      case "53300", "57P03", LOCK_NOT_AVAILABLE -> Hindrance.PASSING;
      case "28P01", "28000", "3D000", NO_SCHEMA, "42501" -> Hindrance.LASTING;
      default -> Hindrance.NONE;
    };
  }

  private static String state(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException exception && exception.getSQLState() != null) {
        return String.valueOf(first(exception).getSQLState());
      }
    }
    return "";
  }

  /**
   * Classes of errors by which a row is refused: data, its integrity, views, and raised by hand.
   */
  private static final Set<String> REFUSALS = Set.of("22", "23", "27", "44", "P0");

  /** Classes of all others; one that the server does not have was made up by a trigger. */
  private static final Set<String> OTHERS =
      Set.of(
          "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "20", "21", "24", "25",
          "26", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "53", "54",
          "55", "57", "58", "72", "F0", "HV", "XX");

  /**
   * The server's words, if it refused a row by a rule of the table; null if something else went
   * wrong.
   *
   * @param keys the indexes by which ids and names are unique: what they refuse, another program
   *     has just written
   */
  static @Nullable String refusal(SQLException failed, List<String> keys) {
    SQLException exception = first(failed);
    String state = exception.getSQLState();
    if (state == null || state.length() != 5) {
      return null;
    }
    String kind = state.substring(0, 2);
    boolean refused = REFUSALS.contains(kind) || !OTHERS.contains(kind);
    boolean ofKey =
        exception instanceof PSQLException of
            && of.getServerErrorMessage() != null
            && keys.contains(of.getServerErrorMessage().getConstraint());
    return refused && !ofKey ? words(exception) : null;
  }

  /** Whether the server has no such setting, or not with this value. */
  static boolean isRefusedSetting(SQLException exception) {
    String state = String.valueOf(exception.getSQLState());
    return Set.of("22023", "0A000", "42704").contains(state);
  }

  /** There is nothing that tables could be in. */
  static Failure noSchema(String database) {
    return new Failure(
        noSchema(Place.of(database)), new SQLException("there is no such schema", NO_SCHEMA));
  }

  private static Problem noSchema(Place database) {
    return unusable(
        database,
        "there is no such schema in it",
        "make it with create schema, or give another currentSchema");
  }

  /** Once a statement has failed, all after it in its transaction do: the first one says why. */
  private static SQLException first(SQLException exception) {
    return ABORTED.equals(exception.getSQLState())
            && exception.getCause() instanceof SQLException cause
        ? first(cause)
        : exception;
  }

  private static Problem problem(SQLException failed, Place database) {
    SQLException exception = first(failed);
    String state = exception.getSQLState() == null ? "" : exception.getSQLState();
    return switch (state) {
      case "28P01", "28000", "08004" ->
          unusable(
              database,
              "the server does not let this user in: " + words(exception),
              "check the user, the password in PGPASSWORD or ~/.pgpass, and sslmode");
      case "3D000" ->
          unusable(database, "there is no such database on the server", "make it with createdb");
      case NO_SCHEMA -> noSchema(database);
      case "42501" ->
          unusable(
              database,
              "the user may not do that: " + words(exception),
              "grant it, or use a schema of the user's own (currentSchema in the address)");
      case "25006" ->
          unusable(
              database,
              "it can't be written: the server is a standby, or what it begins is read-only",
              "give the address of the primary; check default_transaction_read_only");
      case "53100", "53200" ->
          error(
              database,
              "the server has no room left: " + words(exception),
              "make room there, and run the same command");
      case "53300" ->
          unusable(
              database,
              "the server takes no more connections",
              "run the same command later, or raise max_connections");
      case "57P03" ->
          unusable(
              database,
              "the server is starting or stopping",
              "run the same command when it is ready");
      // A statement; what is idle in a transaction; a whole transaction.
      case "57014", "25P03", "25P04" ->
          error(
              database,
              "the server ended a statement: " + words(exception),
              "run the same command; check its time-outs");
      case LOCK_NOT_AVAILABLE -> lockedOut(database, "another session");
      case SERIALIZATION_FAILURE, "40P01", "23505" ->
          error(
              database,
              "other programs keep changing the users that are being written: " + words(exception),
              "run the same command when they are done");
      default ->
          state.startsWith("08") || state.startsWith("57P")
              ? unusable(
                  database,
                  "the server can't be reached, or went away: " + words(exception),
                  "check host, port and server, then run the same command")
              : error(
                  database,
                  "the database gave an error: " + words(exception),
                  "fix the cause, then run the same command");
    };
  }

  /** What is to be written can't be, as somebody else has written it and does not end. */
  static Problem lockedOut(Place database, String holder) {
    return new Problem(
        ProblemCode.DATABASE_BUSY,
        database,
        "what is to be written is locked by " + holder,
        "run the same command when that is done, or end it with pg_terminate_backend");
  }

  private static Problem unusable(Place database, String what, String advice) {
    return new Problem(ProblemCode.DATABASE_UNUSABLE, database, what, advice);
  }

  private static Problem error(Place database, String what, String advice) {
    return new Problem(ProblemCode.DATABASE_ERROR, database, what, advice);
  }

  /** The first line: those after it may hold values of a row. */
  static String words(SQLException exception) {
    return firstLine(first(exception).getMessage());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }
}
