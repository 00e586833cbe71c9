package dev.rollcall.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's help: what it does, its options by {@link OptionGroup}, examples, and exit codes. The
 * footer of a command is its examples.
 */
final class GroupedHelp extends Help {

  private static final String EXIT_CODES =
      "%nExit codes: 0 done, 1 failed, 2 wrong usage, 3 rejects, 4 refused, 5 busy.%n";

  GroupedHelp(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  /** Without the options: they come below, and are too many. */
  @Override
  public String synopsis(int headingLength) {
    return abbreviatedSynopsis();
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

  @Override
  public String footerHeading(Object... parameters) {
    return createHeading("%n@|bold Examples|@%n");
  }

  @Override
  public String footer(Object... parameters) {
    return super.footer(parameters) + createHeading(EXIT_CODES);
  }
}
