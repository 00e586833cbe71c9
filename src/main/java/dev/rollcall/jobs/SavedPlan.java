package dev.rollcall.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.files.SmallFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.importing.Plan;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.runs.RunStatus;
import dev.rollcall.runs.RunSummary;
import dev.rollcall.runs.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a plan as it takes to tell whether an import would still do the same, and if not, what
 * differs.
 *
 * @param sha256 of the input
 * @param definition what the job means, a line for each thing it says
 * @param counts what would become of the rows, in words
 * @param fingerprint of everything the import would write
 */
public record SavedPlan(String sha256, String definition, String counts, String fingerprint) {

  private static final String SCHEMA = "rollcall/saved-plan/1";
  private static final int LARGEST_FILE_BYTES = 100 << 10;

  /**
   * Makes sure that a plan, if one is to be followed, can be of all there is to do.
   *
   * @throws Failure {@code USAGE}
   */
  static void checkNumber(@Nullable Path planned, int inputs) {
    if (planned != null && inputs > 1) {
      throw Failure.of(
          ProblemCode.USAGE,
          "a plan is of one input, and here are " + inputs,
          "import them one by one, each with its own plan");
    }
  }

  /** What is kept of a plan. */
  public static SavedPlan of(Plan plan) {
    Source source = plan.summary().source();
    return new SavedPlan(
        source == null ? "" : source.sha256(),
        plan.definition(),
        words(plan.summary()),
        plan.fingerprint());
  }

  private static String words(RunSummary summary) {
    if (summary.status() == RunStatus.ALREADY_DONE) {
      return "nothing, as it is done already";
    }
    Counts counts = summary.counts();
    String retired =
        counts.retired() == 0 ? "" : String.format(Locale.ROOT, ", %,d retired", counts.retired());
    return String.format(
            Locale.ROOT,
            "%,d created, %,d updated, %,d unchanged, %,d deleted, %,d rejected, %,d removed",
            counts.created(),
            counts.updated(),
            counts.unchanged(),
            counts.deleted(),
            counts.rejected(),
            counts.removed())
        + retired;
  }

  /** Writes it to a file; throws a {@link Failure} if that can't be. */
  public void write(Path path) {
    JsonObject json =
        new JsonObject()
            .put("schema", SCHEMA)
            .put("sha256", sha256)
            .put("definition", definition)
            .put("counts", counts)
            .put("fingerprint", fingerprint);
    WholeFile.write(path, (json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #write} has written; throws a {@link Failure} if that is not it. */
  public static SavedPlan read(Path path) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json =
        new JsonFactory().createParser(SmallFile.read(path, LARGEST_FILE_BYTES))) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING && json.currentName() != null) {
          fields.put(json.currentName(), json.getText());
        }
      }
    } catch (IOException e) {
      throw wrong(path, e);
    }
    if (!SCHEMA.equals(fields.get("schema"))) {
      throw wrong(path, null);
    }
    return new SavedPlan(
        field(fields, "sha256", path),
        field(fields, "definition", path),
        field(fields, "counts", path),
        field(fields, "fingerprint", path));
  }

  private static String field(Map<String, String> fields, String name, Path path) {
    String value = fields.get(name);
    if (value == null) {
      throw wrong(path, null);
    }
    return value;
  }

  private static Failure wrong(Path path, @Nullable IOException cause) {
    return Failure.at(
        ProblemCode.USAGE,
        Place.of(path.toString()),
        Files.exists(path) ? "this is not a saved plan" : "there is no such plan",
        "make one with rollcall plan --save FILE",
        cause);
  }

  /** Throws a {@link Failure} that says what differs, if the plan of today is another one. */
  public void check(Plan today) {
    SavedPlan now = of(today);
    if (!now.sha256.equals(sha256)) {
      throw outdated("the input is not the one that was planned");
    }
    if (!now.definition.equals(definition)) {
      throw outdated("the job is not the one that was planned: " + otherLines(now.definition));
    }
    if (!now.counts.equals(counts)) {
      throw outdated(
          "the users have changed since the plan, which was "
              + counts
              + "; now it would be "
              + now.counts);
    }
    if (!now.fingerprint.equals(fingerprint)) {
      throw outdated(
          "the users have changed since the plan: as many would be changed, but not in the same"
              + " way");
    }
  }

  /** What the job says now and did not say then, or the other way round. */
  private String otherLines(String now) {
    List<String> then = definition.lines().toList();
    List<String> gone = new ArrayList<>(then);
    List<String> come = new ArrayList<>(now.lines().toList());
    gone.removeAll(come);
    come.removeAll(then);
    return "planned with " + words(gone) + ", now with " + words(come);
  }

  private static String words(List<String> lines) {
    return lines.isEmpty()
        ? "nothing else"
        : lines.stream().map(SavedPlan::shown).distinct().collect(Collectors.joining(", "));
  }

  /** Of what a job says of cells only its kind: the cells may be somebody's address. */
  private static String shown(String line) {
    boolean ofCells = line.indexOf('\t') >= 0 || line.indexOf('@') >= 0;
    return ofCells ? line.substring(0, Math.max(0, line.indexOf(' '))) : line;
  }

  private static Failure outdated(String what) {
    return Failure.of(ProblemCode.PLAN_OUTDATED, what, "look at it again with rollcall plan");
  }
}
