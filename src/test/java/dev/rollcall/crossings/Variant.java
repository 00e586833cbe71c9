package dev.rollcall.crossings;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelMeaning;
import dev.rollcall.model.ModelMeanings;
import dev.rollcall.model.ModelMissing;
import dev.rollcall.model.ModelRules;
import dev.rollcall.proof.JobText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of meaning.
 *
 * @param max the highest level
 * @param words whether levels are words
 * @param extras the extra columns of the database, and of the job
 * @param missing what a mirror makes of users whom its file does not name; null if it deletes them
 */
record Variant(
    String job,
    String mode,
    long max,
    boolean words,
    ModelExtras extras,
    @Nullable ModelMissing missing) {

  /** The words for levels. */
  static final List<String> WORDS = List.of("gold", "UP", "-", "tin", "none");

  private static final ModelMeanings MEANINGS =
      new ModelMeanings(
          List.of("-"),
          Map.of(
              "level",
              new ModelMeaning(
                  List.of(), null, Map.of("gold", "7", "up", "+1", "none", ""), "keep", "2")));

  /** One that says nothing more, of a database with these columns. */
  static Variant usual(List<ModelColumn> columns) {
    return new Variant("main", "upsert", 100, false, new ModelExtras(columns, List.of()), null);
  }

  /** The same for another job in another mode, with another highest level. */
  Variant as(String otherJob, String otherMode, long otherMax) {
    return new Variant(otherJob, otherMode, otherMax, words, extras, missing);
  }

  /** The same to which words are levels. */
  Variant withWords() {
    return new Variant(job, mode, max, true, extras, missing);
  }

  /** The same that names some of the columns. */
  Variant naming(List<ModelColumn> named) {
    return new Variant(job, mode, max, words, new ModelExtras(extras.all(), named), missing);
  }

  /** The same that retires. */
  Variant retiring(ModelMissing how) {
    return new Variant(job, mode, max, words, extras, how);
  }

  /** Whether it takes a file to say it. */
  boolean needsFile() {
    return words || missing != null || !extras.named().isEmpty();
  }

  ModelRules rules() {
    return new ModelRules(mode, 0, max, null, false)
        .with(words ? MEANINGS : ModelMeanings.NONE, extras, missing);
  }

  boolean isMirror() {
    return mode.equals("mirror");
  }

  /** As fixed rejects are read: these few rows are not all users. */
  Variant ofSomeRows() {
    return isMirror() ? as(job, "retry", max) : this;
  }

  /** The job file that says it, and how it works. */
  String file(Path input, Terms terms) {
    Map<String, String> columns = new LinkedHashMap<>();
    List.of("username", "email", "level", "action").forEach(name -> columns.put(name, name));
    extras.named().forEach(column -> columns.put(column.name(), column.name()));
    return JobText.of(
        job,
        List.of(input),
        columns,
        rules(),
        terms.limitText(),
        terms.whole() ? "run" : "chunk",
        "delete: 100%",
        terms.chunk());
  }

  List<String> flags() {
    return List.of("--job", job, "--mode", mode, "--level-max", Long.toString(max));
  }
}
