package dev.rollcall.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at single users, and changes them. */
@Command(
    description = "Show users, and change one at a time.",
    footer = {"  rollcall users show ada", "  rollcall users set-level ada +1 --reason promoted"},
    subcommands = {
      UserListCommand.class,
      UserShowCommand.class,
      UserChangeCommand.Add.class,
      UserChangeCommand.SetLevel.class,
      UserChangeCommand.SetEmail.class,
      UserChangeCommand.Delete.class
    })
final class UsersCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "which command? users list, show, add, set-level, set-email or delete");
  }
}
