package dev.rollcall.database.sql;

import dev.rollcall.reporting.SqlForm;
import dev.rollcall.reporting.SqlScanner;
import dev.rollcall.reporting.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a program in SQL, one after the other, as far as they tell what it does to users.
 */
public final class SqlWords {

  private static final String USERS = "users";

  private final List<String> words = new ArrayList<>();

  /** What may follow the columns that an update sets. */
  private final Set<String> ends;

  public SqlWords(String sql, SqlForm form) {
    ends =
        form == SqlForm.SQLITE
            ? Set.of("where", "from", "order", "limit", ";")
            : Set.of("where", "from", "returning", ";");
    SqlScanner scanner = new SqlScanner(sql, form);
    SqlToken token;
    while ((token = scanner.next()) != null) {
      words.add(plain(token, form));
    }
  }

  /** A name without its quotes; anything else as it is, but for capitals. */
  private static String plain(SqlToken token, SqlForm form) {
    String text = token.text();
    boolean exact = form == SqlForm.POSTGRESQL;
    if (token.kind() != SqlToken.Kind.QUOTED || exact && !text.startsWith("\"")) {
      return text.toLowerCase(Locale.ROOT);
    }
    String quote = text.substring(text.length() - 1);
    String name = text.substring(1, text.length() - 1).replace(quote + quote, quote);
    return exact ? name : name.toLowerCase(Locale.ROOT);
  }

  public int size() {
    return words.size();
  }

  /** The word at a place; an empty one where there is none. */
  public String at(int place) {
    return place >= 0 && place < words.size() ? words.get(place) : "";
  }

  /** Whether a word is the first of the name of the users, with {@code only} before it or not. */
  public boolean isUsers(int place) {
    int name = at(place).equals("only") ? place + 1 : place;
    return at(name).equals(USERS) || at(name + 1).equals(".") && at(name + 2).equals(USERS);
  }

  /**
   * Whether an update sets any of these columns; in doubt it does.
   *
   * @param from behind the name of its table
   */
  public boolean sets(int from, Set<String> columns) {
    int place = from;
    while (place < words.size() && !at(place).equals("set")) {
      place++;
    }
    int depth = 0;
    boolean target = true;
    for (place++; place < words.size(); place++) {
      String word = at(place);
      if (word.equals("(")) {
        depth++;
      } else if (word.equals(")")) {
        depth--;
      } else if (depth == 0 && ends.contains(word) && !at(place - 1).equals("distinct")) {
        return false;
      } else if (depth == 0 && word.equals(",")) {
        target = true;
      } else if (depth == 0 && word.equals("=")) {
        target = false;
      } else if (target && columns.contains(word)) {
        return true;
      }
    }
    return true;
  }
}
