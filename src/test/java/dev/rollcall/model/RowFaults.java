package dev.rollcall.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row whatever users there are; of several faults, the first. */
final class RowFaults {

  private static final int LONGEST_VALUE = 1_000;

  private RowFaults() {}

  /**
   * The code of the fault, null if there is none.
   *
   * @param row as it is meant
   * @param named the extra columns that the job names
   */
  static @Nullable String of(ModelRow row, List<ModelColumn> named) {
    if (row.formFault() != null) {
      return row.formFault();
    }
    String username = CellText.strip(row.username());
    if (username.isEmpty() || username.equals("\\N")) {
      return "USERNAME_MISSING";
    }
    if (CellText.length(username) > 50) {
      return "USERNAME_TOO_LONG";
    }
    if (username.codePoints().anyMatch(CellText::isControl)) {
      return "USERNAME_HAS_CONTROL";
    }
    String email = ofEmail(CellText.strip(row.email()));
    if (email != null) {
      return email;
    }
    String level = CellText.orNothing(row.level());
    if (!level.isEmpty() && !level.matches("[+-]?[0-9]+")) {
      return "LEVEL_NOT_A_NUMBER";
    }
    String action = CellText.orNothing(row.action());
    if (!action.isEmpty() && !List.of("upsert", "create", "update", "delete").contains(action)) {
      return "ACTION_UNKNOWN";
    }
    for (ModelColumn column : named) {
      String fault = ofExtra(CellText.strip(row.extras().get(column.name())), column);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String ofEmail(String email) {
    if (email.isEmpty() || email.equals("\\N")) {
      return null;
    }
    if (CellText.length(email) > 100) {
      return "EMAIL_TOO_LONG";
    }
    if (email.codePoints().anyMatch(CellText::isControl)) {
      return "EMAIL_HAS_CONTROL";
    }
    return email.matches("(?s)[^@]+@[^@]+") && email.codePoints().noneMatch(CellText::isSpace)
        ? null
        : "EMAIL_INVALID";
  }

  private static @Nullable String ofExtra(String cell, ModelColumn column) {
    if (cell.isEmpty() || cell.equals("\\N")) {
      return null;
    }
    if (column.text()) {
      return CellText.length(cell) > LONGEST_VALUE ? "VALUE_TOO_LONG" : null;
    }
    return cell.matches("-?[0-9]{1,18}") ? null : "VALUE_NOT_A_NUMBER";
  }
}
