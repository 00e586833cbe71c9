package dev.rollcall.laboratory;

import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happens to one database from beginning to end.
 *
 * @param rows at most so many in a file
 * @param users who is there at the beginning
 * @param extras which columns they have beside those of every user
 * @param beginning what database there is at the beginning
 * @param contents all that files may hold, by name
 */
record Scenario(
    long seed,
    int rows,
    List<ModelUser> users,
    ModelExtras extras,
    Beginning beginning,
    List<Step> steps,
    Map<String, Content> contents) {

  Scenario with(List<Step> others) {
    return new Scenario(seed, rows, users, extras, beginning, others, contents);
  }

  /** The same with files of at most so many other rows. */
  Scenario withRows(int most) {
    Scenario made = ScenarioMaker.make(seed, most);
    List<Step> others = new ArrayList<>();
    for (Step step : steps) {
      others.add(step instanceof Step.Import one ? one.with(made.contents()) : step);
    }
    return new Scenario(seed, most, made.users(), extras, beginning, others, made.contents());
  }

  @Override
  public String toString() {
    return "seed %d, %d rows at most, %d users in a database that is %s\n  %s"
        .formatted(
            seed,
            rows,
            users.size(),
            beginning,
            steps.stream().map(Step::toString).collect(Collectors.joining("\n  ")));
  }
}
