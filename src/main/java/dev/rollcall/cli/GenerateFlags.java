package dev.rollcall.cli;

import dev.rollcall.database.UserFigures;
import dev.rollcall.generating.Portion;
import dev.rollcall.generating.Recipe;
import dev.rollcall.generating.Weights;
import dev.rollcall.user.LevelRules;
import dev.rollcall.user.User;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What users to make up, as flags. */
final class GenerateFlags {

  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,4})?)%");
  private static final Pattern WEIGHT = Pattern.compile("([0-9]{1,10}):([0-9]{1,9})");

  // Of the command that the flags belong to.
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Make other users for another number (default: 1).")
  private long seed = 1;

  @Option(
      names = "--recipe",
      paramLabel = "NUMBER",
      description = "Make them as this recipe does, which never changes (default: 1).")
  private int recipe = Recipe.VERSION;

  @Option(
      names = "--levels",
      paramLabel = "WEIGHTS",
      description = "Give levels as often as their weights say (default: 1:70,2:20,3:10).")
  private @Nullable String levels;

  @Option(
      names = "--changes",
      paramLabel = "SHARE",
      description =
          "Also write FILE_changes.csv, which changes this many of the users, such as 5%%; needs"
              + " --out.")
  private @Nullable String changes;

  @Option(
      names = "--bad",
      paramLabel = "SHARE",
      description =
          "Have an import reject this many rows, of each kind in turn, and write their lines and"
              + " codes to FILE_rejects.tsv; needs --out.")
  private @Nullable String bad;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      description = "Let this many rows name a user of an earlier row.")
  private @Nullable String duplicates;

  @Option(names = "--unicode", description = "Take names from many scripts.")
  private boolean unicode;

  /**
   * What the flags say. Throws the command line's own exception for what can't be understood.
   *
   * @param like the users to follow; null for none
   */
  Recipe recipe(@Nullable UserFigures like) {
    if (recipe != Recipe.VERSION) {
      throw wrong("--recipe", "must be " + Recipe.VERSION + ", the only one so far");
    }
    Recipe made = Recipe.of(seed).withDuplicates(share("--duplicates", duplicates)).withBad(bad());
    if (unicode) {
      made = made.withUnicode();
    }
    if (like != null && like.users() > 0) {
      made = made.like(Weights.of(like.levels()), emailsOf(like), lengthsOf(like));
    }
    return levels == null ? made : made.withLevels(weights(levels));
  }

  /** How many users a second file changes. */
  Portion changes() {
    return share("--changes", changes);
  }

  Portion bad() {
    return share("--bad", bad);
  }

  private static Weights emailsOf(UserFigures like) {
    Map<Long, Long> weights = new TreeMap<>(Map.of(0L, like.users() - like.withEmail()));
    weights.put(1L, like.withEmail());
    weights.values().removeIf(weight -> weight == 0);
    return Weights.of(weights);
  }

  private static Weights lengthsOf(UserFigures like) {
    Map<Long, Long> weights = new TreeMap<>();
    like.nameLengths()
        .forEach(
            (length, count) ->
                weights.merge(
                    Math.max(1, Math.min(length, User.USERNAME_LENGTH)), count, Long::sum));
    return Weights.of(weights);
  }

  private Weights weights(String text) {
    Map<Long, Long> weights = new TreeMap<>();
    for (String part : text.split(",", -1)) {
      Matcher pair = WEIGHT.matcher(part.strip());
      if (!pair.matches()
          || Long.parseLong(pair.group(1)) > LevelRules.LARGEST
          || Long.parseLong(pair.group(2)) == 0) {
        throw wrong("--levels", "must be levels and weights such as 1:70,2:20,3:10");
      }
      if (weights.put(Long.parseLong(pair.group(1)), Long.parseLong(pair.group(2))) != null) {
        throw wrong("--levels", "names " + pair.group(1) + " twice");
      }
    }
    return Weights.of(weights);
  }

  private Portion share(String flag, @Nullable String text) {
    if (text == null) {
      return Portion.NONE;
    }
    Matcher share = SHARE.matcher(text);
    if (share.matches()) {
      int millionths = new BigDecimal(share.group(1)).movePointRight(4).intValueExact();
      if (millionths <= Portion.ALL) {
        return new Portion(millionths);
      }
    }
    throw wrong(flag, "must be a share from 0% to 100% with at most four decimals");
  }

  CommandLine.ParameterException wrong(String flag, String what) {
    return Flag.wrong(spec.commandLine(), flag, what);
  }
}
