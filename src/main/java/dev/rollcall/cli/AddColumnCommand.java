package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import dev.rollcall.user.UserColumn;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds a column to the users. */
@Command(
    name = "add-column",
    description = "Add a column to the users, which jobs fill under extra.",
    footer = {
      "  rollcall schema add-column full_name text",
      "  rollcall schema add-column active integer --db users.db"
    })
final class AddColumnCommand extends SchemaCommand.OnSchema {

  private static final Pattern NAME =
      Pattern.compile("[a-z_][a-z0-9_]{0," + (Schema.LONGEST_COLUMN - 1) + "}");

  private static final String TEXT = "text";

  /** What a column may hold. */
  static final List<String> TYPES = List.of(TEXT, "integer");

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "COLUMN", description = "The name of the new column.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "TYPE",
      completionCandidates = Candidates.ColumnTypes.class,
      description = "What it holds: text, or integer for whole numbers.")
  private String type = "";

  AddColumnCommand(Console console) {
    super(console);
  }

  @Override
  String on(Database file) {
    if (UserColumn.isOwn(name)) {
      throw wrong("every user has the column " + name + " already");
    }
    if (UserColumn.isReserved(name)) {
      throw wrong("no column can be called " + name + ": databases use the name themselves");
    }
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          "COLUMN must be lower-case letters, digits and underscores, at most "
              + Schema.LONGEST_COLUMN
              + ", and not begin with a digit");
    }
    if (!TYPES.contains(type)) {
      throw wrong("TYPE must be text or integer");
    }
    return writing(
        file,
        schema -> {
          schema.addColumn(name, type.equals(TEXT));
          note(List.of("a job fills it with: extra: { " + name + ": COLUMN-OF-THE-INPUT }"));
          return "its users have the column " + name;
        });
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
