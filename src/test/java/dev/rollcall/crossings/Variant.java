package dev.rollcall.crossings;

import dev.rollcall.crossings.Step.Terms;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelMeaning;
import dev.rollcall.model.ModelMeanings;
import dev.rollcall.model.ModelRules;
import dev.rollcall.proof.JobText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a job says of meaning.
 *
 * @param max the highest level
 * @param words whether levels are words: such a job is said by a file
 */
record Variant(String job, String mode, long max, boolean words) {

  static final Variant USUAL = new Variant("main", "upsert", 100);

  /** The words for levels. */
  static final List<String> WORDS = List.of("gold", "UP", "-", "tin", "none");

  private static final ModelMeanings MEANINGS =
      new ModelMeanings(
          List.of("-"),
          Map.of(
              "level",
              new ModelMeaning(
                  List.of(), null, Map.of("gold", "7", "up", "+1", "none", ""), "keep", "2")));

  Variant(String job, String mode, long max) {
    this(job, mode, max, false);
  }

  ModelRules rules() {
    ModelRules rules = new ModelRules(mode, 0, max, null, false);
    return words ? rules.with(MEANINGS, ModelExtras.NONE, null) : rules;
  }

  boolean isMirror() {
    return mode.equals("mirror");
  }

  /** As fixed rejects are read: these few rows are not all users. */
  Variant ofSomeRows() {
    return isMirror() ? new Variant(job, "upsert", max, words) : this;
  }

  /** The job file that says it, and how it works. */
  String file(Path input, Terms terms) {
    return JobText.of(
        job,
        List.of(input),
        Map.of("username", "username", "email", "email", "level", "level", "action", "action"),
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
