package dev.rollcall.crossings;

import dev.rollcall.model.ModelRules;
import java.util.List;

/**
 * What a job says of meaning.
 *
 * @param max the highest level
 */
record Variant(String job, String mode, long max) {

  static final Variant USUAL = new Variant("main", "upsert", 100);

  ModelRules rules() {
    return new ModelRules(mode, 0, max, null, false);
  }

  boolean isMirror() {
    return mode.equals("mirror");
  }

  /** As fixed rejects are read: these few rows are not all users. */
  Variant ofSomeRows() {
    return isMirror() ? new Variant(job, "upsert", max) : this;
  }

  List<String> flags() {
    return List.of("--job", job, "--mode", mode, "--level-max", Long.toString(max));
  }
}
