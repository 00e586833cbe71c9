package dev.rollcall.postgresql;

import dev.rollcall.database.sql.UserSql;
import dev.rollcall.reporting.SqlForm;
import dev.rollcall.reporting.SqlScanner;
import dev.rollcall.reporting.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of a trigger's function in PL/pgSQL, as far as it tells what is done to users. */
final class FunctionText {

  private static final String USERS = "users";

  /** What is before a statement. */
  private static final Set<String> STARTS = Set.of(";", "begin", "then", "else", "loop", "");

  private static final Set<String> ENDS = Set.of("where", "from", "returning", ";");

  private final List<String> words = new ArrayList<>();

  FunctionText(String body) {
    SqlScanner scanner = new SqlScanner(body, SqlForm.POSTGRESQL);
    SqlToken token;
    while ((token = scanner.next()) != null) {
      words.add(plain(token));
    }
  }

  /** A name without its quotes; anything else as it is. */
  private static String plain(SqlToken token) {
    String text = token.text();
    boolean quoted = token.kind() == SqlToken.Kind.QUOTED && text.startsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text.toLowerCase(Locale.ROOT);
  }

  /** Whether it writes to users, or may do so: columns that a run does not know don't matter. */
  boolean writesUsers() {
    for (int at = 0; at < words.size(); at++) {
      switch (word(at)) {
        case "execute" -> {
          return true;
        }
        case "into", "truncate" -> {
          int name = word(at + 1).equals("table") ? at + 2 : at + 1;
          if (isUsers(name)) {
            return true;
          }
        }
        case "delete" -> {
          if (word(at + 1).equals("from") && isUsers(at + 2)) {
            return true;
          }
        }
        case "update" -> {
          if (isUsers(at + 1) && setsKnown(at + 2)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** With its schema or without, and with {@code only} before it. */
  private boolean isUsers(int at) {
    int name = word(at).equals("only") ? at + 1 : at;
    return word(name).equals(USERS) || word(name + 1).equals(".") && word(name + 2).equals(USERS);
  }

  /** Whether an update sets a column that a run knows; in doubt it does. */
  private boolean setsKnown(int from) {
    int at = from;
    while (at < words.size() && !word(at).equals("set")) {
      at++;
    }
    int depth = 0;
    boolean target = true;
    for (at++; at < words.size(); at++) {
      String word = word(at);
      if (word.equals("(")) {
        depth++;
      } else if (word.equals(")")) {
        depth--;
      } else if (depth == 0 && ENDS.contains(word) && !word(at - 1).equals("distinct")) {
        return false;
      } else if (depth == 0 && word.equals(",")) {
        target = true;
      } else if (depth == 0 && word.equals("=")) {
        target = false;
      } else if (target && UserSql.COLUMNS.contains(word)) {
        return true;
      }
    }
    return true;
  }

  /** Whether it makes something else of the user's row that is about to be written. */
  boolean changesItsRow() {
    for (int at = 0; at < words.size(); at++) {
      if (!word(at).equals("new")) {
        continue;
      }
      boolean column = word(at + 1).equals(".");
      if (column && !UserSql.COLUMNS.contains(word(at + 2))) {
        continue;
      }
      int behind = column ? at + 3 : at + 1;
      boolean assigned =
          word(behind).equals(":") && word(behind + 1).equals("=")
              || word(behind).equals("=") && STARTS.contains(word(at - 1));
      if (assigned || word(at - 1).equals("into")) {
        return true;
      }
    }
    return false;
  }

  private String word(int at) {
    return at >= 0 && at < words.size() ? words.get(at) : "";
  }
}
