package dev.rollcall.importing;

import dev.rollcall.applying.Balance;
import dev.rollcall.applying.ChunkWriter;
import dev.rollcall.applying.Decisions;
import dev.rollcall.applying.Tally;
import dev.rollcall.applying.UserDatabase;
import dev.rollcall.csv.Row;
import dev.rollcall.meaning.Action;
import dev.rollcall.meaning.ExtraCell;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RowParser;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.RowOrder;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunKind;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.NewValues;
import dev.rollcall.user.UserColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row that somebody typed instead of delivering it in a file: it goes by the same rules, in one
 * transaction, as a run of its own. A row that would be a reject is refused, and leaves nothing.
 */
public final class ManualChange {

  /** What the ledger has for the job and the definition of a change by hand. */
  public static final String JOB = "manual";

  /** Some name that a file can say. */
  private static final String ANYBODY = "anybody";

  /** It is in no file. */
  private static final long NO_LINE = 0;

  /** What a file with these cells would say. */
  private final ParsedRow said;

  /** The same of the user of the very name that was typed, which perhaps no file can say. */
  private final UserRow exact;

  private final Map<String, String> extras;
  private final LevelRules levels;
  private final String who;

  private ManualChange(
      ParsedRow said, UserRow exact, Map<String, String> extras, LevelRules levels, String who) {
    this.said = said;
    this.exact = exact;
    this.extras = Map.copyOf(extras);
    this.levels = levels;
    this.who = who;
  }

  /**
   * Reads a row; no database is needed for that. It means the user of the very name that was typed,
   * if there is one: other programs may have made users whom no file can name.
   *
   * @param cells as a file would have them
   * @param extras cells of extra columns, by their names
   * @param levels the rules on levels
   * @param who the ledger's name for the one who typed it
   * @throws Failure {@code CHANGE_REFUSED} if it can't be applied whatever the users are
   */
  public static ManualChange of(
      Cells cells, Map<String, String> extras, LevelRules levels, String who) {
    if (Stream.of(String.valueOf(cells.username()), String.valueOf(cells.reason()))
        .anyMatch(ManualChange::isTooLong)) {
      throw refused(RejectCode.CELL_TOO_LONG, "a text has more than 64 KiB");
    }
    ParsedRow said = RowParser.parse(NO_LINE, cells);
    if (RowParser.parse(NO_LINE, cells.with(Field.USERNAME, ANYBODY)) instanceof UserRow row) {
      if (row.action() == Action.CREATE && said instanceof Invalid) {
        // Users are made whom files can name.
        throw refused(said);
      }
      String typed = String.valueOf(cells.username());
      UserRow exact = new UserRow(row.line(), cells, typed, row.action(), row.values());
      return new ManualChange(said, exact, extras, levels, who);
    }
    throw refused(said);
  }

  private static boolean isTooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > Row.LONGEST_CELL_BYTES;
  }

  /**
   * Applies the row. Must be called outside any transaction, by whoever holds the run lock.
   *
   * @param explain makes a message of whatever goes wrong in the database
   * @throws Failure {@code CHANGE_REFUSED}; nothing was written then
   */
  public ManualResult apply(UserDatabase database, Function<Throwable, Failure> explain) {
    try {
      return database.untilUndisturbed(() -> write(database));
    } catch (RuntimeException e) {
      throw explain.apply(e);
    }
  }

  private ManualResult write(UserDatabase database) {
    long startedNanos = System.nanoTime();
    UserRow row = withExtras(row(database), database);
    boolean rules = database.onConnection(database.users()::hasRulesOfItsOwn);
    Run run =
        database
            .runs()
            .save(
                new Run(
                    RunKind.MANUAL,
                    null,
                    JOB,
                    JOB,
                    Source.unread(who),
                    false,
                    database.onConnection(database.ledger()::newestChange),
                    RowOrder.under(rules)));
    ChunkWriter<UserRow> writer =
        new ChunkWriter<>(
            database.users(),
            database.ledger(),
            run.id(),
            new RowDecider(Mode.UPSERT, levels),
            rules,
            run.rowOrder());
    Decisions decisions =
        database.onConnection(connection -> writer.write(connection, List.of(row)));
    Tally tally = decisions.tally();
    if (!tally.rejects().isEmpty()) {
      throw refused(tally.rejects().get(0));
    }
    run.advance(1, tally.counts(1));
    run.worked((System.nanoTime() - startedNanos) / 1_000_000);
    run.complete(database.onConnection(database.ledger()::newestChange));
    database.entityManager().flush();
    database.execute(connection -> Balance.check(run, 1, database.ledger(), connection));
    return new ManualResult(
        RunSummary.of(run, Map.of(), List.of()),
        decisions.changes().isEmpty() ? null : decisions.changes().get(0));
  }

  private UserRow withExtras(UserRow row, UserDatabase database) {
    if (extras.isEmpty()) {
      database.keepKnown();
      return row;
    }
    List<Field> named = new ArrayList<>();
    extras.keySet().stream()
        .sorted()
        .forEach(name -> named.add(Field.extra(named.size(), name, false)));
    database.keep(named);
    database.execute(database.users()::know);
    UserColumns columns = database.users().columns();
    Extras.Builder said = new Extras.Builder(columns);
    for (ExtraColumn column : columns.named()) {
      String cell = Blanks.strip(String.valueOf(extras.get(column.word())));
      RejectCode fault = ExtraCell.read(cell, column, said);
      if (fault != null) {
        throw refused(fault, ExtraCell.message(fault, column, cell));
      }
    }
    NewValues values = new NewValues(row.values().level(), row.values().email(), said.build());
    return new UserRow(row.line(), row.cells(), row.username(), row.action(), values);
  }

  private UserRow row(UserDatabase database) {
    if (said instanceof UserRow row && row.username().equals(exact.username())) {
      return row;
    }
    List<String> name = List.of(exact.username());
    if (database.onConnection(c -> database.users().find(c, name)).isEmpty()) {
      if (said instanceof UserRow row) {
        return row;
      }
      throw refused(said);
    }
    return exact;
  }

  private static Failure refused(ParsedRow said) {
    return refused(((Invalid) said).reject());
  }

  private static Failure refused(Reject reject) {
    // The address itself stays out of messages.
    return refused(
        reject.code(),
        reject.code() == RejectCode.EMAIL_INVALID
            ? "this is not an e-mail address (needs exactly one @, text around it, no blanks)"
            : reject.message());
  }

  private static Failure refused(RejectCode code, String why) {
    return Failure.of(ProblemCode.CHANGE_REFUSED, why + " (" + code + ")", advice(code));
  }

  private static @Nullable String advice(RejectCode code) {
    return switch (code) {
      case USER_EXISTS -> "look at it with rollcall users show";
      case USER_NOT_FOUND -> "look for it with rollcall users list";
      case LEVEL_TOO_LOW, LEVEL_TOO_HIGH -> "see --level-min and --level-max";
      default -> null;
    };
  }
}
