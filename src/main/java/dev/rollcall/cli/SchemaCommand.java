package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import dev.rollcall.problem.Problem;
import dev.rollcall.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after a database's schema. */
@Command(
    description =
        "Check a database's schema, update it, adopt another program's database, or copy one to"
            + " PostgreSQL.",
    footer = {"  rollcall schema status", "  rollcall schema baseline --db legacy.db"},
    subcommands = {
      SchemaCommand.Status.class,
      SchemaCommand.Migrate.class,
      SchemaCommand.Validate.class,
      SchemaCommand.Baseline.class,
      AddColumnCommand.class,
      SchemaCopyCommand.class
    })
final class SchemaCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "which command? schema status, migrate, validate, baseline, add-column or copy");
  }

  /** A command on the schema of one database. */
  abstract static class OnSchema implements Callable<Integer> {

    private final Console console;
    private final List<String> notes = new ArrayList<>();

    @Mixin private DatabaseOptions database = new DatabaseOptions();

    OnSchema(Console console) {
      this.console = console;
    }

    /** What was found or done, in one line. */
    abstract String on(Database file);

    @Override
    public Integer call() {
      database.apply(console);
      show(database.database(null));
      return 0;
    }

    void show(Database file) {
      console.result(file.name() + ": " + on(file));
      notes.forEach(note -> console.result("  " + note));
    }

    void data(String line) {
      console.data(line);
    }

    /** What is told below the line, a line each. */
    void note(List<String> lines) {
      notes.addAll(lines);
    }

    void warn(Schema schema) {
      note(schema.warnings().stream().map(warning -> "warning: " + warning).toList());
    }

    String reading(Database file, Function<Schema, String> work) {
      return file.readSchema(database.echo(console), work);
    }

    String writing(Database file, Function<Schema, String> work) {
      return file.changeSchema(database.echo(console), work);
    }
  }

  /** Says in what state the schema is. */
  @Command(
      name = "status",
      description = "Show which version the schema has.",
      footer = "  rollcall schema status --db users.db")
  static final class Status extends OnSchema {

    @Option(names = "--json", order = OptionGroup.OUTPUT, description = "Print one JSON document.")
    private boolean json;

    Status(Console console) {
      super(console);
    }

    @Override
    void show(Database file) {
      if (json) {
        data(reading(file, schema -> SchemaJson.of(schema, file).toString()));
      } else {
        super.show(file);
      }
    }

    @Override
    String on(Database file) {
      return reading(
          file,
          schema -> {
            List<Problem> inTheWay = schema.inTheWay();
            for (Problem problem : inTheWay) {
              note(List.of("in the way: " + problem.what() + "; " + problem.advice()));
            }
            warn(schema);
            Schema.Status status = schema.status();
            return status.state() == Schema.State.FOREIGN_USERS && !inTheWay.isEmpty()
                ? "users that another program made; as they are they can't be adopted"
                : describe(status);
          });
    }

    private static String describe(Schema.Status status) {
      return switch (status.state()) {
        case EMPTY -> "no tables yet; the first import makes them";
        case FOREIGN_USERS ->
            "users that another program made; rollcall schema baseline adopts them";
        case FOREIGN -> "another program's tables, no users; rollcall schema migrate adds them";
        case OLDER ->
            "version "
                + status.version()
                + " of "
                + Schema.NEWEST
                + "; the next import, or rollcall schema migrate, updates it";
        case CURRENT -> "version " + status.version() + ", up to date";
        case NEWER ->
            "version "
                + status.version()
                + ", newer than this program knows ("
                + Schema.NEWEST
                + ")";
      };
    }
  }

  /** Applies what is pending. */
  @Command(
      name = "migrate",
      description = "Update the schema to this version; imports do it by themselves.",
      footer = "  rollcall schema migrate --db users.db")
  static final class Migrate extends OnSchema {

    Migrate(Console console) {
      super(console);
    }

    @Override
    String on(Database file) {
      return writing(
          file,
          schema -> {
            int applied = schema.migrate();
            return "version "
                + Schema.NEWEST
                + ", "
                + Counted.of(applied, "migration")
                + " applied";
          });
    }
  }

  /** Compares the schema with what it should be. */
  @Command(
      name = "validate",
      description = "Check that the schema is as it should be.",
      footer = "  rollcall schema validate --db users.db")
  static final class Validate extends OnSchema {

    Validate(Console console) {
      super(console);
    }

    @Override
    String on(Database file) {
      return reading(
          file,
          schema -> {
            schema.validate();
            return "version " + Schema.NEWEST + ", as it should be";
          });
    }
  }

  /** Adopts another program's database. */
  @Command(
      name = "baseline",
      description = "Adopt a database with users of another program, which can keep using it.",
      footer = "  rollcall schema baseline --db legacy.db")
  static final class Baseline extends OnSchema {

    Baseline(Console console) {
      super(console);
    }

    @Override
    String on(Database file) {
      file.require();
      return writing(
          file,
          schema -> {
            note(schema.baseline().stream().map(what -> "added: " + what).toList());
            warn(schema);
            return "adopted, version " + Schema.NEWEST + "; no user was changed";
          });
    }
  }
}
