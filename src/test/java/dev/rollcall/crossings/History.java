package dev.rollcall.crossings;

import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelUser;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens to one database from beginning to end.
 *
 * @param adopted whether another program has made it
 * @param columns what it has beside the four
 */
record History(
    long seed,
    Set<Ingredient> ingredients,
    boolean adopted,
    List<ModelColumn> columns,
    List<ModelUser> users,
    List<ModelFile> contents,
    List<Variant> variants,
    List<Step> steps) {

  History with(List<Step> others) {
    return new History(seed, ingredients, adopted, columns, users, contents, variants, others);
  }

  @Override
  public String toString() {
    return "seed %d, %s, %s%n  users %s%n%s%n%s%n  %s"
        .formatted(
            seed,
            adopted ? "an adopted database" : "a database of its own",
            ingredients,
            users.stream()
                .map(u -> u.username() + " " + u.level() + " " + u.email())
                .collect(Collectors.joining(", ")),
            IntStream.range(0, contents.size())
                .mapToObj(
                    i -> "  content " + i + ": " + contents.get(i).text().replace("\n", " | "))
                .collect(Collectors.joining("\n")),
            IntStream.range(0, variants.size())
                .mapToObj(i -> "  job " + i + ": " + variants.get(i))
                .collect(Collectors.joining("\n")),
            steps.stream().map(Step::toString).collect(Collectors.joining("\n  ")));
  }
}
