package dev.rollcall.laboratory;

import dev.rollcall.model.ModelRules;
import java.util.Map;

/**
 * What a job says of meaning.
 *
 * @param columns the header name for each field
 */
record Job(String name, Map<String, String> columns, ModelRules rules) {

  /** Two jobs of one definition mean the same by the same file. */
  String definition() {
    return columns + " " + rules;
  }

  /** As the rejects of a run are retried: these few rows are not all users. */
  Job ofRejects() {
    return new Job(name, columns, rules.ofRejects());
  }

  /** The same job after somebody has edited it. */
  Job edited() {
    return new Job(name, columns, rules.upTo(rules.max() + 1));
  }
}
