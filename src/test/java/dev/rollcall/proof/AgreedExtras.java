package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.model.ModelCase;
import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelExtras;
import dev.rollcall.model.ModelOutcome;
import dev.rollcall.model.ModelSecret;
import dev.rollcall.model.ModelUser;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ledger has of extra columns, held against what the model says. */
final class AgreedExtras {

  private final Database database;
  private final ModelExtras extras;

  AgreedExtras(Database database, ModelExtras extras) {
    this.database = database;
    this.extras = extras;
  }

  /**
   * What users had and have, and of what is secret only that a row has said it. Of a user whom the
   * run has created the ledger need not say what only the table has given him.
   *
   * @param changes in the order of their lines
   */
  void onChanges(long run, List<ModelOutcome.Changed> changes) {
    if (extras.all().isEmpty()) {
      return;
    }
    List<List<@Nullable String>> kept =
        database.texts(
            "select extra_before, extra_after from rollcall_changes where run_id = "
                + run
                + " order by line, username");
    Set<String> created = new HashSet<>();
    for (int i = 0; i < changes.size(); i++) {
      ModelOutcome.Changed change = changes.get(i);
      if (change.before() == null) {
        created.add(Objects.requireNonNull(change.after()).username());
      }
      boolean told = change.before() != null && !created.contains(change.before().username());
      String beforeText = kept.get(i).get(0);
      String afterText = kept.get(i).get(1);
      assertThat(beforeText + afterText).doesNotContain(ModelCase.HUSH);
      Map<String, Object> before = beforeText == null ? Map.of() : Json.object(beforeText);
      Map<String, Object> after = afterText == null ? Map.of() : Json.object(afterText);
      for (ModelColumn column : extras.all()) {
        agree(column, change.before(), before, told, change);
        if (column.secret()) {
          assertThat(before).as("%s", change).doesNotContainKey(column.name());
          assertThat(after.containsKey(column.name()))
              .as("%s of %s", column.name(), change)
              .isEqualTo(isWritten(column, change.before(), change.after()));
        } else {
          agree(column, change.after(), after, told, change);
        }
      }
    }
  }

  private static boolean isWritten(
      ModelColumn column, @Nullable ModelUser before, @Nullable ModelUser after) {
    Object now = after == null ? null : after.extras().get(column.name());
    Object then = before == null ? null : before.extras().get(column.name());
    return now instanceof ModelSecret secret && secret.isSaid() && now != then;
  }

  private static void agree(
      ModelColumn column,
      @Nullable ModelUser user,
      Map<String, Object> kept,
      boolean told,
      ModelOutcome.Changed change) {
    if (column.secret()) {
      return;
    }
    if (user == null || !told && !kept.containsKey(column.name())) {
      assertThat(kept).as("%s of %s", column.name(), change).doesNotContainKey(column.name());
      return;
    }
    assertThat(kept).as("%s of %s", column.name(), change).containsKey(column.name());
    Object value = kept.get(column.name());
    assertThat(value instanceof Number number ? (Object) number.longValue() : value)
        .as("%s of %s", column.name(), change)
        .isEqualTo(user.extras().get(column.name()));
  }

  /** The cells of rejects as they came, where their form tells which is which. */
  void onRejects(long run, List<ModelOutcome.Rejected> rejects) {
    if (extras.named().isEmpty()) {
      return;
    }
    List<List<@Nullable String>> kept =
        database.texts(
            "select extra from rollcall_rejects where run_id = " + run + " order by line");
    for (int i = 0; i < rejects.size(); i++) {
      String text = kept.get(i).get(0);
      assertThat(String.valueOf(text)).doesNotContain(ModelCase.HUSH);
      if (rejects.get(i).row().formFault() == null) {
        Map<String, Object> cells = text == null ? Map.of() : Json.object(text);
        Map<String, String> came = rejects.get(i).row().extras();
        for (ModelColumn column : extras.named()) {
          String cell = column.secret() ? null : came.get(column.name());
          assertThat(Objects.toString(cells.get(column.name()), null))
              .as("%s of %s", column.name(), rejects.get(i))
              .isEqualTo(cell);
        }
      }
    }
  }
}
