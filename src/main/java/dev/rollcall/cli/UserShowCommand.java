package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.PastChange;
import dev.rollcall.runs.Source;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.text.Counted;
import dev.rollcall.text.ShownTime;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.wiring.UserReader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a user, and why the user is so. */
@Command(
    name = "show",
    description = "Show a user, and which run, file and line changed the user, and why.",
    footer = {"  rollcall users show ada", "  rollcall users show ada --json --limit 1"})
final class UserShowCommand implements Callable<Integer> {

  private static final int USUAL = 100;
  private static final int MOST = 100_000;

  private final Console console;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The username, exactly.")
  private String name = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = OptionGroup.CHOOSING,
      description = "Show at most N changes, the newest (default: 100).")
  private int limit = USUAL;

  @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
  private boolean json;

  UserShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--limit must be 1 to " + MOST);
    }
    database.apply(console);
    Database file = database.database(null);
    name = ShownName.meant(name, () -> UserReader.open(file, database.echo(console)));
    UserHistory history;
    try (UserReader reader = UserReader.open(file, database.echo(console))) {
      history = reader.history(name, limit + 1);
    }
    List<PastChange> changes = history.changes();
    if (history.isEmpty()) {
      throw Failure.of(
          ProblemCode.USAGE,
          "there is no user \""
              + name
              + "\" in "
              + file.name()
              + ", nor was one by a run"
              + (history.prunedBefore() == null ? "" : " that was not pruned"),
          "look for it with rollcall users list");
    }
    boolean more = changes.size() + history.damaged().size() > limit;
    List<PastChange> shown = changes.size() > limit ? changes.subList(1, limit + 1) : changes;
    if (json) {
      console.data(UserJson.of(name, history, shown));
    } else {
      show(history.user(), shown);
    }
    if (history.prunedBefore() != null && !json) {
      console.say(
          "rollcall: changes of runs that ended up to "
              + ShownTime.of(history.prunedBefore())
              + " UTC may be missing: they were pruned");
    }
    for (long damaged : history.damaged()) {
      console.damaged("a change by run " + damaged);
    }
    if (more) {
      console.say(
          "rollcall: the list stops after "
              + Counted.of(limit, "change")
              + ", there are older ones; see --limit");
    }
    return 0;
  }

  private void show(@Nullable User user, List<PastChange> changes) {
    if (user == null) {
      console.data(name + ": no such user any more");
    } else {
      String numbers =
          ChangeWords.columns(user).stream()
              .filter(column -> !column.isText())
              .map(column -> ChangeWords.named(column, user) + ", ")
              .collect(Collectors.joining());
      console.data(name + ": " + numbers + "id " + user.id());
      ChangeWords.columns(user).stream()
          .filter(UserColumn::isText)
          .forEach(column -> console.data("  " + ChangeWords.named(column, user)));
    }
    for (PastChange past : changes) {
      console.data("run " + past.run() + ", " + past.started() + ", " + origin(past));
      console.data("  " + ChangeWords.of(past.change()));
      if (past.change().reason() != null) {
        console.data("  reason: " + past.change().reason());
      }
    }
  }

  /** {@code import of users.csv:12}. */
  private static String origin(PastChange past) {
    long line = past.change().line();
    String source = Source.shown(past.source());
    return switch (past.kind()) {
      case MANUAL -> "by hand, " + source;
      case UNDO -> "undo of " + source;
      case IMPORT, RETRY ->
          past.kind().word()
              + (line == 0
                  ? " of " + source + ", which does not name the user"
                  : " of " + new Place(source, line, 0));
    };
  }
}
