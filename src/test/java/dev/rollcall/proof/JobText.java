package dev.rollcall.proof;

import dev.rollcall.model.ModelRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Job files for tests. */
public final class JobText {

  private JobText() {}

  /**
   * A job with every key that its rules can be said with.
   *
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
    // What a job names has to be in every file; by their own names, columns may be missing.
    boolean ownNames = columns.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
    String named =
        columns.entrySet().stream()
            .map(column -> column.getKey() + ": " + quoted(column.getValue()))
            .collect(Collectors.joining(", "));
    String mapping = ownNames ? "" : "columns: { " + named + " }";
    String maxStep = rules.maxStep() == null ? "" : ", max-step: " + rules.maxStep();
    return """
        import:
          name: %s
          from: [ %s ]
          %s
          mode: %s
        levels: { min: %d, max: %d, lower: %s%s }
        rejects: { limit: %s }
        rollback: %s
        %s
        chunk: %d
        """
        .formatted(
            name,
            files,
            mapping,
            rules.mode(),
            rules.min(),
            rules.max(),
            rules.lowerRejected() ? "reject" : "allow",
            maxStep,
            limit,
            rollback,
            guard.isEmpty() ? "" : "guard: { " + guard + " }",
            chunk);
  }

  private static String quoted(Object text) {
    return '"' + String.valueOf(text) + '"';
  }
}
