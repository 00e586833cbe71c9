package dev.rollcall.cli;

import dev.rollcall.jobfile.JobValues;
import dev.rollcall.user.LevelRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The bounds of levels, as flags. */
final class LevelFlags {

  private static final String MIN = "--level-min";
  private static final String MAX = "--level-max";

  @Option(
      names = MIN,
      paramLabel = "LEVEL",
      order = OptionGroup.MEANING,
      description = "Reject rows that come to a lower level (default: 0).")
  private @Nullable String min;

  @Option(
      names = MAX,
      paramLabel = "LEVEL",
      order = OptionGroup.MEANING,
      description = "Reject rows that come to a higher level (default: 100).")
  private @Nullable String max;

  /** The rules. Throws the command line's own exception for a flag that can't be understood. */
  LevelRules rules(CommandLine command) {
    LevelRules usual = LevelRules.DEFAULT;
    long lowest = min == null ? usual.min() : Flag.word(command, MIN, min, JobValues::level);
    long highest = max == null ? usual.max() : Flag.word(command, MAX, max, JobValues::level);
    if (lowest > highest) {
      throw new CommandLine.ParameterException(
          command, MIN + " is " + lowest + ", above " + MAX + " " + highest);
    }
    return new LevelRules(lowest, highest, usual.maxStep(), usual.lowerAllowed());
  }
}
