package dev.rollcall.postgresql;

import dev.rollcall.database.sql.SqlWords;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.reporting.SqlForm;
import java.util.Set;

/** The text of a trigger's function in PL/pgSQL, as far as it tells what is done to users. */
final class FunctionText {

  /** What is before a statement. */
  private static final Set<String> STARTS = Set.of(";", "begin", "then", "else", "loop", "");

  private static final Set<String> COLUMNS = Set.copyOf(UserSql.COLUMNS);

  private final SqlWords words;

  FunctionText(String body) {
    words = new SqlWords(body, SqlForm.POSTGRESQL);
  }

  /** Whether it writes to users, or may do so: columns that a run does not know don't matter. */
  boolean writesUsers() {
    for (int at = 0; at < words.size(); at++) {
      switch (words.at(at)) {
        case "execute" -> {
          return true;
        }
        case "into", "truncate" -> {
          int name = words.at(at + 1).equals("table") ? at + 2 : at + 1;
          if (words.isUsers(name)) {
            return true;
          }
        }
        case "delete" -> {
          if (words.at(at + 1).equals("from") && words.isUsers(at + 2)) {
            return true;
          }
        }
        case "update" -> {
          if (words.isUsers(at + 1) && words.sets(at + 2, COLUMNS)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Whether it makes something else of the user's row that is about to be written. */
  boolean changesItsRow() {
    for (int at = 0; at < words.size(); at++) {
      if (!words.at(at).equals("new")) {
        continue;
      }
      boolean column = words.at(at + 1).equals(".");
      if (column && !COLUMNS.contains(words.at(at + 2))) {
        continue;
      }
      int behind = column ? at + 3 : at + 1;
      boolean assigned =
          words.at(behind).equals(":") && words.at(behind + 1).equals("=")
              || words.at(behind).equals("=") && STARTS.contains(words.at(at - 1));
      if (assigned || words.at(at - 1).equals("into")) {
        return true;
      }
    }
    return false;
  }
}
