package dev.rollcall.sqlite;

import dev.rollcall.database.sql.UserSql;
import dev.rollcall.reporting.SqlForm;
import dev.rollcall.reporting.SqlScanner;
import dev.rollcall.reporting.SqlToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The statement that created a trigger, as far as it tells what is done to users. */
final class TriggerText {

  private static final String USERS = "users";

  /** What a run knows of its users. */
  private static final Set<String> KNOWN = known();

  private static final Set<String> ENDS = Set.of("where", "from", "order", "limit", ";");

  private final List<String> words = new ArrayList<>();

  private static Set<String> known() {
    Set<String> known = new HashSet<>(UserSql.COLUMNS);
    known.addAll(List.of("rowid", "oid", "_rowid_"));
    return known;
  }

  TriggerText(String sql) {
    SqlScanner scanner = new SqlScanner(sql, SqlForm.SQLITE);
    SqlToken token;
    while ((token = scanner.next()) != null) {
      words.add(plain(token));
    }
  }

  /** A name without its quotes; anything else as it is. */
  private static String plain(SqlToken token) {
    String text = token.text();
    if (token.kind() == SqlToken.Kind.QUOTED) {
      String quote = text.substring(text.length() - 1);
      text = text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether all it does to users is to set columns that a run does not know. False also if nothing
   * is found that it does to them.
   */
  boolean sparesUsers() {
    boolean found = false;
    for (int at = 0; at < words.size(); at++) {
      if (word(at).equals("into") || word(at).equals("delete") && word(at + 1).equals("from")) {
        int name = word(at).equals("into") ? at + 1 : at + 2;
        if (word(name).equals(USERS)) {
          return false;
        }
      } else if (word(at).equals("update")) {
        int name = word(at + 1).equals("or") ? at + 3 : at + 1;
        if (word(name).equals(USERS)) {
          if (targets(name + 1).stream().anyMatch(KNOWN::contains)) {
            return false;
          }
          found = true;
        }
      }
    }
    return found;
  }

  /** The columns that an update sets, from behind the name of its table on. */
  private Set<String> targets(int from) {
    Set<String> targets = new HashSet<>();
    int at = from;
    while (at < words.size() && !word(at).equals("set")) {
      at++;
    }
    boolean expected = true;
    int depth = 0;
    for (at++; at < words.size(); at++) {
      String word = word(at);
      if (word.equals("=") && depth == 0) {
        expected = false;
      } else if (word.equals("(")) {
        depth++;
      } else if (word.equals(")")) {
        depth--;
      } else if (depth == 0 && word.equals(",")) {
        expected = true;
      } else if (depth == 0 && ENDS.contains(word) && !word(at - 1).equals("distinct")) {
        break;
      } else if (expected) {
        targets.add(word);
      }
    }
    return targets;
  }

  private String word(int at) {
    return at < words.size() ? words.get(at) : "";
  }
}
