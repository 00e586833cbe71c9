package dev.rollcall.cli;

import dev.rollcall.importing.StopSignal;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, giving each what it works with. */
final class Commands implements IFactory {

  private final Map<Class<?>, Supplier<Object>> makers;

  Commands(InputStream in, Console console, StopSignal stop) {
    RunNumbers runNumbers = new RunNumbers();
    WordUnderWay word = new WordUnderWay();
    makers =
        Map.ofEntries(
            Map.entry(RunNumbers.class, () -> runNumbers),
            Map.entry(CompletionCommand.class, () -> new CompletionCommand(console)),
            Map.entry(CsvFiles.class, () -> new CsvFiles(word)),
            Map.entry(JobsAndCsvFiles.class, () -> new JobsAndCsvFiles(new CsvFiles(word))),
            Map.entry(CompleteCommand.class, () -> new CompleteCommand(console, runNumbers, word)),
            Map.entry(WorkerCommand.class, () -> new WorkerCommand(console, stop)),
            Map.entry(ImportCommand.class, () -> new ImportCommand(in, console, stop)),
            Map.entry(RunCommand.class, () -> new RunCommand(in, console, stop)),
            Map.entry(PlanCommand.class, () -> new PlanCommand(in, console, stop)),
            Map.entry(RetryCommand.class, () -> new RetryCommand(in, console, stop)),
            Map.entry(CheckCommand.class, () -> new CheckCommand(console)),
            Map.entry(GuessCommand.class, () -> new GuessCommand(console)),
            Map.entry(UserListCommand.class, () -> new UserListCommand(console)),
            Map.entry(UserShowCommand.class, () -> new UserShowCommand(console)),
            Map.entry(UserChangeCommand.Add.class, () -> new UserChangeCommand.Add(console, stop)),
            Map.entry(
                UserChangeCommand.SetLevel.class,
                () -> new UserChangeCommand.SetLevel(console, stop)),
            Map.entry(
                UserChangeCommand.SetEmail.class,
                () -> new UserChangeCommand.SetEmail(console, stop)),
            Map.entry(
                UserChangeCommand.Delete.class, () -> new UserChangeCommand.Delete(console, stop)),
            Map.entry(GenerateCommand.class, () -> new GenerateCommand(console)),
            Map.entry(ReportCommand.class, () -> new ReportCommand(console, in)),
            Map.entry(SeedCommand.class, () -> new SeedCommand(console, stop)),
            Map.entry(RunsCommand.Newest.class, () -> new RunsCommand.Newest(console)),
            Map.entry(RunsCommand.Show.class, () -> new RunsCommand.Show(console)),
            Map.entry(UndoCommand.class, () -> new UndoCommand(console, stop)),
            Map.entry(PruneCommand.class, () -> new PruneCommand(console, stop)),
            Map.entry(SchemaCommand.Status.class, () -> new SchemaCommand.Status(console)),
            Map.entry(SchemaCommand.Migrate.class, () -> new SchemaCommand.Migrate(console)),
            Map.entry(SchemaCommand.Validate.class, () -> new SchemaCommand.Validate(console)),
            Map.entry(SchemaCommand.Baseline.class, () -> new SchemaCommand.Baseline(console)),
            Map.entry(AddColumnCommand.class, () -> new AddColumnCommand(console)),
            Map.entry(SchemaCopyCommand.class, () -> new SchemaCopyCommand(console, stop)));
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Supplier<Object> maker = makers.get(type);
    return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
  }
}
