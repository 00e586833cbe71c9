package dev.rollcall.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's help: what it does, its options by {@link OptionGroup}, examples, and exit codes. The
 * footer of a command is its examples. Lines are broken at blanks only; picocli would break a path
 * or a list of values at its full stops and commas.
 */
final class GroupedHelp extends Help {

  private static final String EXIT_CODES =
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 rejects, 4 refused, 5 busy.";

  private static final int NARROW = 72;
  private static final int INDENT_WHERE_NARROW = 6;

  /** What begins what is bold. */
  private static final String MARKUP = "@|";

  GroupedHelp(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  /** Without the options: they come below, and are too many. */
  @Override
  public String synopsis(int headingLength) {
    return abbreviatedSynopsis();
  }

  @Override
  public String description(Object... parameters) {
    return lines(commandSpec().usageMessage().description());
  }

  @Override
  public String optionList() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < OptionGroup.count(); i++) {
      int group = i;
      List<OptionSpec> options =
          commandSpec().options().stream()
              .filter(option -> !option.hidden() && OptionGroup.of(option.order()) == group)
              .toList();
      if (!options.isEmpty()) {
        list.append(createHeading("%n@|bold " + OptionGroup.heading(group) + "|@%n"));
        list.append(
            optionListExcludingGroups(
                options, createDefaultLayout(), null, parameterLabelRenderer()));
      }
    }
    return list.toString();
  }

  /** With descriptions that are wrapped before they get there. */
  @Override
  public Layout createDefaultLayout(
      List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colours) {
    Layout usual = super.createDefaultLayout(options, positionals, colours);
    Column[] columns = usual.textTable().columns();
    Column last = columns[columns.length - 1];
    return new Layout(
        colours, usual.textTable(), usual.optionRenderer(), usual.parameterRenderer()) {
      @Override
      public void layout(ArgSpec argument, Text[][] rows) {
        for (Text[] row : rows) {
          Text[] line = row;
          for (Text part : parts(row[row.length - 1], last.width - last.indent)) {
            line[line.length - 1] = part;
            table.addRowValues(line);
            line = new Text[row.length];
            Arrays.fill(line, Ansi.OFF.text(""));
          }
        }
      }
    };
  }

  private static List<Text> parts(Text text, int width) {
    List<Text> parts = new ArrayList<>();
    int from = 0;
    for (String part : Wrapping.wrapped(text.plainString(), width, 0)) {
      int start = text.plainString().indexOf(part, from);
      from = start + part.length();
      parts.add(text.substring(start, from));
    }
    return parts;
  }

  /** On a narrow terminal descriptions have lines of their own, or there is no room for a word. */
  @Override
  public int calcLongOptionColumnWidth(
      List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colours) {
    return columns() < NARROW
        ? INDENT_WHERE_NARROW
        : super.calcLongOptionColumnWidth(options, positionals, colours);
  }

  @Override
  public String commandListHeading(Object... parameters) {
    return subcommands().isEmpty() ? "" : createHeading("%n@|bold Commands|@%n");
  }

  @Override
  public String commandList(Map<String, Help> subcommands) {
    int widest = subcommands.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder list = new StringBuilder();
    subcommands.forEach(
        (name, command) -> {
          String what =
              String.format(Locale.ROOT, command.commandSpec().usageMessage().description()[0]);
          String before = "  " + name + " ".repeat(widest - name.length() + TableColumn.GAP);
          String shown = command.commandNamesText(", ").toString();
          for (String line : Wrapping.wrapped(before + what, columns(), before.length())) {
            list.append(line.replaceFirst("^  " + name + " ", "  " + shown + " ")).append('\n');
          }
        });
    return list.toString();
  }

  @Override
  public String footerHeading(Object... parameters) {
    return createHeading("%n@|bold Examples|@%n");
  }

  @Override
  public String footer(Object... parameters) {
    return lines(commandSpec().usageMessage().footer())
        + System.lineSeparator()
        + String.join(
            System.lineSeparator(),
            Wrapping.wrapped(EXIT_CODES, columns(), EXIT_CODES.indexOf('0')))
        + System.lineSeparator();
  }

  private int columns() {
    return commandSpec().usageMessage().width();
  }

  private String lines(String... texts) {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      if (text.contains(MARKUP)) {
        lines.append(createHeading(text + "%n"));
      } else {
        String plain = String.format(Locale.ROOT, text);
        lines.append(
            Example.lines(plain, columns()).stream()
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining()));
      }
    }
    return lines.toString();
  }
}
