package dev.rollcall.cli;

import dev.rollcall.database.UserFilter;
import dev.rollcall.text.Counted;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import dev.rollcall.wiring.UserReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists users by name. */
@Command(
    name = "list",
    description = "List users, by name.",
    footer = {
      "  rollcall users list --like 'a%%' --level-min 5",
      "  rollcall users list --json --limit 1000000"
    })
final class UserListCommand implements Callable<Integer> {

  private static final int USUAL = 100;
  private static final int MOST = 1_000_000;
  private static final int SHORTEST_TEXT = 16;

  private final Console console;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Spec private CommandSpec spec;

  @Option(
      names = "--like",
      paramLabel = "PATTERN",
      order = OptionGroup.CHOOSING,
      description =
          "Only usernames like this: %% is any text, _ any character, \\%% and \\_ these"
              + " themselves; A to Z as a to z.")
  private @Nullable String like;

  @Option(
      names = "--level-min",
      paramLabel = "LEVEL",
      order = OptionGroup.CHOOSING,
      description = "Only users from this level up.")
  private @Nullable Long levelMin;

  @Option(
      names = "--level-max",
      paramLabel = "LEVEL",
      order = OptionGroup.CHOOSING,
      description = "Only users up to this level.")
  private @Nullable Long levelMax;

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = OptionGroup.CHOOSING,
      description = "Show at most N users (default: 100).")
  private int limit = USUAL;

  @Option(
      names = "--json",
      order = OptionGroup.OUTPUT,
      description = "Print one JSON document a line.")
  private boolean json;

  UserListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--limit must be 1 to " + MOST);
    }
    database.apply(console);
    List<User> users;
    try (UserReader reader = UserReader.open(database.database(null), database.echo(console))) {
      // One more than asked for tells whether there are more.
      users = reader.list(new UserFilter(levelMin, levelMax, like, limit + 1));
    }
    List<User> shown = users.subList(0, Math.min(limit, users.size()));
    if (json) {
      shown.forEach(user -> console.data(UserJson.of(user)));
    } else {
      show(shown);
    }
    if (users.size() > limit) {
      console.say(
          "rollcall: the list stops after "
              + Counted.of(limit, "user")
              + ", there are more; see --limit, --like");
    }
    return 0;
  }

  private void show(List<User> users) {
    // All have the same, and none of them is secret.
    List<UserColumn> columns = users.isEmpty() ? UserColumn.OWN : ChangeWords.columns(users.get(0));
    List<UserColumn> figures = columns.stream().filter(each -> !each.isText()).toList();
    List<UserColumn> texts = columns.stream().filter(UserColumn::isText).toList();
    TextTable table = new TextTable().figures("id");
    figures.forEach(column -> table.figures(column.word()));
    table.text("username", SHORTEST_TEXT);
    texts.forEach(column -> table.text(column.word(), SHORTEST_TEXT));
    for (User user : users) {
      List<String> row = new ArrayList<>();
      row.add(Long.toString(user.id()));
      figures.forEach(column -> row.add(cell(column, user)));
      row.add(user.username());
      texts.forEach(column -> row.add(cell(column, user)));
      table.add(row.toArray(String[]::new));
    }
    console.table(table);
  }

  private static String cell(UserColumn column, User user) {
    return Objects.requireNonNullElse(column.of(user), "").toString();
  }
}
