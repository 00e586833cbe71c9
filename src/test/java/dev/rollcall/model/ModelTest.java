package dev.rollcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That the judge is no fool: the model's own examples, and that the generator tries everything. */
class ModelTest {

  @Test
  void appliesTheRowsOfOneUserInFileOrder() {
    Model model = new Model(List.of(), ModelRules.USUAL, DatabaseRule.NONE);
    ModelOutcome outcome =
        model.apply(
            List.of(
                row(2, "ada", "7", ""),
                row(3, " ada ", "+2", ""),
                row(4, "ada", "", "delete"),
                row(5, "ada", "-1", ""),
                row(6, "ada", "-1", "")));
    assertThat(model.users()).containsExactly(new ModelUser("ada", null, 0L));
    assertThat(outcome.changes())
        .extracting(ModelOutcome.Changed::kind)
        .containsExactly("created", "updated", "deleted", "created");
    assertThat(outcome.codes()).isEqualTo(Map.of("LEVEL_TOO_LOW", 1L));
  }

  @Test
  void aLevelThatIsNullCountsAsOne() {
    Model model =
        new Model(List.of(new ModelUser("ada", null, null)), ModelRules.USUAL, DatabaseRule.NONE);
    ModelOutcome outcome = model.apply(List.of(row(2, "ada", "1", ""), row(3, "ada", "+1", "")));
    assertThat(model.users()).containsExactly(new ModelUser("ada", null, 2L));
    assertThat(outcome.counts()).containsEntry("unchanged", 1L).containsEntry("updated", 1L);
  }

  @Test
  void theGeneratorTriesEveryCodeThatARowCanHave() {
    Set<String> codes = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      ModelCase made = CaseGenerator.generate(seed, 3, 40);
      Model model = new Model(made.users(), made.rules(), DatabaseRule.NONE);
      for (ModelFile file : made.files()) {
        ModelOutcome outcome = model.apply(file.rows());
        codes.addAll(outcome.codes().keySet());
        outcome.changes().forEach(change -> kinds.add(change.kind()));
      }
    }
    assertThat(codes)
        .containsExactlyInAnyOrder(
            "ACTION_UNKNOWN",
            "CELL_HAS_NUL",
            "CELL_TOO_LONG",
            "COLUMN_COUNT",
            "EMAIL_HAS_CONTROL",
            "EMAIL_INVALID",
            "EMAIL_TOO_LONG",
            "LEVEL_LOWERED",
            "LEVEL_NOT_A_NUMBER",
            "LEVEL_STEP_TOO_LARGE",
            "LEVEL_TOO_HIGH",
            "LEVEL_TOO_LOW",
            "QUOTE_MISPLACED",
            "USERNAME_HAS_CONTROL",
            "USERNAME_MISSING",
            "USERNAME_TOO_LONG",
            "USER_EXISTS",
            "USER_NOT_FOUND");
    assertThat(kinds).containsExactlyInAnyOrder("created", "updated", "deleted");
  }

  private static ModelRow row(long line, String username, String level, String action) {
    return new ModelRow(line, null, username, "", level, action, "");
  }
}
