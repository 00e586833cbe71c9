package dev.rollcall.proof;

import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelMeaning;
import dev.rollcall.model.ModelMissing;
import dev.rollcall.model.ModelRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Job files for tests. */
public final class JobText {

  private static final String REST = "*";

  private JobText() {}

  /**
   * A job with every key that its rules can be said with.
   *
   * @param columns the header's name for each field, and for each extra column
   * @param guard such as {@code delete: 10%}, or nothing
   */
  public static String of(
      String name,
      List<Path> from,
      Map<String, String> columns,
      ModelRules rules,
      String limit,
      String rollback,
      String guard,
      int chunk) {
    String files = from.stream().map(JobText::quoted).collect(Collectors.joining(", "));
    List<String> extras = rules.extras().named().stream().map(ModelColumn::name).toList();
    List<String> secrets =
        rules.extras().named().stream()
            .filter(ModelColumn::secret)
            .map(column -> quoted(column.name()))
            .toList();
    // What a job names has to be in every file; by their own names, columns may be missing.
    boolean named =
        columns.entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()))
            || !rules.meanings().of().isEmpty();
    String maxStep = rules.maxStep() == null ? "" : ", max-step: " + rules.maxStep();
    return """
        import:
          name: %s
          from: [ %s ]
          %s
          %s
          %s
          %s
          mode: %s
          %s
        levels: { min: %d, max: %d, lower: %s%s }
        rejects: { limit: %s }
        rollback: %s
        %s
        chunk: %d
        """
        .formatted(
            name,
            files,
            list("empty", rules.meanings().empty().stream().map(JobText::quoted).toList()),
            named ? map("columns", mapping(columns, rules, each -> !extras.contains(each))) : "",
            map("extra", mapping(columns, rules, extras::contains)),
            list("secret", secrets),
            rules.mode(),
            rules.isMirror() ? missing(rules.missing()) : "",
            rules.min(),
            rules.max(),
            rules.lowerRejected() ? "reject" : "allow",
            maxStep,
            limit,
            rollback,
            guard.isEmpty() ? "" : "guard: { " + guard + " }",
            chunk);
  }

  private static List<String> mapping(
      Map<String, String> columns, ModelRules rules, Predicate<String> which) {
    return columns.entrySet().stream()
        .filter(column -> which.test(column.getKey()))
        .map(
            column ->
                quoted(column.getKey())
                    + ": "
                    + column(column.getValue(), rules.meanings().of(column.getKey())))
        .toList();
  }

  private static String column(String from, ModelMeaning meaning) {
    if (meaning.equals(ModelMeaning.NONE)) {
      return quoted(from);
    }
    List<String> keys = new ArrayList<>(List.of("from: " + quoted(from)));
    if (!meaning.replacements().isEmpty()) {
      keys.add(
          map(
              "replace",
              meaning.replacements().stream()
                  .map(each -> quoted(each.pattern()) + ": " + quoted(each.text()))
                  .toList()));
    }
    if (meaning.letters() != null) {
      keys.add("case: " + meaning.letters());
    }
    if (!meaning.values().isEmpty()) {
      List<String> values = new ArrayList<>();
      meaning.values().forEach((cell, means) -> values.add(quoted(cell) + ": " + quoted(means)));
      values.add(quoted(REST) + ": " + quoted(meaning.rest()));
      keys.add(map("values", values));
    }
    if (meaning.otherwise() != null) {
      keys.add("default: " + quoted(meaning.otherwise()));
    }
    return "{ " + String.join(", ", keys) + " }";
  }

  private static String missing(@Nullable ModelMissing missing) {
    if (missing == null) {
      return "missing: delete";
    }
    List<String> keys = new ArrayList<>();
    if (missing.level() != null) {
      keys.add("level: " + missing.level());
    }
    if (!missing.set().isEmpty()) {
      keys.add(
          map(
              "set",
              missing.set().entrySet().stream()
                  .map(
                      each ->
                          quoted(each.getKey())
                              + ": "
                              + (each.getValue() instanceof Long number
                                  ? number
                                  : quoted(each.getValue())))
                  .toList()));
    }
    if (missing.deleteAfter() != null) {
      keys.add("delete-after: " + missing.deleteAfter() + "d");
    }
    return "missing: { " + String.join(", ", keys) + " }";
  }

  /** A key with a mapping; nothing if that is empty. */
  private static String map(String key, List<String> entries) {
    return entries.isEmpty() ? "" : key + ": { " + String.join(", ", entries) + " }";
  }

  private static String list(String key, List<String> items) {
    return items.isEmpty() ? "" : key + ": [ " + String.join(", ", items) + " ]";
  }

  private static String quoted(Object text) {
    return '"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
