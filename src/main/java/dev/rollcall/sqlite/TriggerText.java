package dev.rollcall.sqlite;

import dev.rollcall.database.sql.SqlWords;
import dev.rollcall.database.sql.UserSql;
import dev.rollcall.reporting.SqlForm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The statement that created a trigger, as far as it tells what is done to users. */
final class TriggerText {

  /** What a run knows of its users. */
  private static final Set<String> KNOWN = known();

  private final SqlWords words;

  private static Set<String> known() {
    Set<String> known = new HashSet<>(UserSql.COLUMNS);
    known.addAll(List.of("rowid", "oid", "_rowid_"));
    return known;
  }

  TriggerText(String sql) {
    words = new SqlWords(sql, SqlForm.SQLITE);
  }

  /**
   * Whether all it does to users is to set columns that a run does not know. False also if nothing
   * is found that it does to them.
   */
  boolean sparesUsers() {
    boolean found = false;
    for (int at = 0; at < words.size(); at++) {
      String word = words.at(at);
      boolean deletes = word.equals("delete") && words.at(at + 1).equals("from");
      if (word.equals("into") && isUsers(at + 1) || deletes && isUsers(at + 2)) {
        return false;
      }
      if (word.equals("update")) {
        int name = words.at(at + 1).equals("or") ? at + 3 : at + 1;
        if (isUsers(name)) {
          if (words.sets(name + 1, KNOWN)) {
            return false;
          }
          found = true;
        }
      }
    }
    return found;
  }

  /** Without a schema before the name, as triggers have none. */
  private boolean isUsers(int at) {
    return words.at(at).equals("users");
  }
}
