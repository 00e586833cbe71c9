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
  void cellsAreReadInTheOrderOfThePage() {
    ModelMeaning names =
        new ModelMeaning(
            List.of(new ModelMeaning.Replacement("@.*", "")), "lower", Map.of(), "keep", null);
    ModelMeaning levels =
        new ModelMeaning(List.of(), null, Map.of("Gold", "30", "up", "+1"), "reject", "5");
    ModelRules rules =
        ModelRules.USUAL.with(
            new ModelMeanings(List.of("-"), Map.of("username", names, "level", levels)),
            ModelExtras.NONE,
            null);
    Model model = new Model(List.of(), rules, DatabaseRule.NONE);
    ModelOutcome outcome =
        model.apply(
            List.of(
                row(2, " Ada@example.com", " GOLD ", ""),
                row(3, "ADA", "up", ""),
                row(4, "bob", "-", ""),
                row(5, "bob", "7", "")));
    assertThat(model.users())
        .containsExactly(new ModelUser("ada", null, 31L), new ModelUser("bob", null, 5L));
    assertThat(outcome.codes()).isEqualTo(Map.of("VALUE_UNKNOWN", 1L));
    assertThat(outcome.rejects().get(0).row().level()).isEqualTo("7");
  }

  @Test
  void whatIsSecretIsNeverTheSame() {
    ModelColumn nick = new ModelColumn("nick", true, false, "text", "nobody");
    ModelColumn hush = new ModelColumn("hush", true, true, "text", null);
    List<ModelColumn> columns = List.of(nick, hush);
    ModelRules rules =
        ModelRules.USUAL.with(ModelMeanings.NONE, new ModelExtras(columns, columns), null);
    Model model = new Model(List.of(), rules, DatabaseRule.NONE);
    ModelOutcome outcome =
        model.apply(
            List.of(
                extra(2, Map.of("hush", "x")),
                extra(3, Map.of("nick", "nobody")),
                extra(4, Map.of("nick", "\\N")),
                extra(5, Map.of("hush", "x"))));
    assertThat(outcome.counts()).containsEntry("unchanged", 1L).containsEntry("updated", 2L);
    ModelUser ada = model.users().iterator().next().stored();
    assertThat(ada.extras()).containsEntry("hush", "x").containsEntry("nick", null);
  }

  private static ModelRow extra(long line, Map<String, String> cells) {
    return new ModelRow(line, null, "ada", null, null, null, null, cells);
  }

  @Test
  void whoIsMissingIsRetiredAndReturnsAsHeWas() {
    ModelRules rules =
        ModelRules.USUAL
            .with(ModelMeanings.NONE, ModelExtras.NONE, new ModelMissing(0L, Map.of(), null))
            .mirrored();
    List<ModelUser> users = List.of(new ModelUser("ada", null, 5L), new ModelUser("bob", null, 3L));
    Model model = new Model(users, rules, DatabaseRule.NONE);
    assertThat(model.apply(List.of(row(2, "ada", "7", ""))).counts()).containsEntry("retired", 1L);
    assertThat(model.apply(List.of(row(2, "bob", "no", ""))).counts()).containsEntry("retired", 1L);
    ModelOutcome back = model.apply(List.of(row(2, "ada", "0", ""), row(3, "bob", "+1", "")));
    assertThat(back.counts()).containsEntry("unchanged", 1L).containsEntry("updated", 1L);
    assertThat(model.users())
        .containsExactly(new ModelUser("ada", null, 0L), new ModelUser("bob", null, 4L));
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
            "USER_NOT_FOUND",
            "VALUE_NOT_A_NUMBER",
            "VALUE_TOO_LONG",
            "VALUE_UNKNOWN");
    assertThat(kinds).containsExactlyInAnyOrder("created", "updated", "deleted");
  }

  private static ModelRow row(long line, String username, String level, String action) {
    return new ModelRow(line, null, username, "", level, action, "");
  }
}
