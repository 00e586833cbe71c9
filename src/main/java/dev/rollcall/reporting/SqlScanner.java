package dev.rollcall.reporting;

import dev.rollcall.reporting.SqlToken.Kind;
import org.jspecify.annotations.Nullable;

/** Divides SQL into words, quoted texts, parameters and single characters. */
public final class SqlScanner {

  private final String sql;
  private final SqlForm form;
  private int at;

  public SqlScanner(String sql, SqlForm form) {
    this.sql = sql;
    this.form = form;
  }

  /** The next token; null at the end. */
  public @Nullable SqlToken next() {
    int comment = skipBlanks();
    if (comment >= 0) {
      return token(Kind.UNCLOSED, comment, sql.length());
    }
    if (at == sql.length()) {
      return null;
    }
    return form == SqlForm.SQLITE ? ofSqlite(sql.charAt(at)) : ofPostgres(sql.charAt(at));
  }

  private SqlToken ofSqlite(char first) {
    return switch (first) {
      case '\'', '"', '`' -> quoted(first);
      case '[' -> bracketed();
      case '?' -> token(Kind.POSITIONAL, at, endOfWord(at + 1));
      case ':', '@', '$' -> parameter();
      default -> plain(first);
    };
  }

  private SqlToken ofPostgres(char first) {
    return switch (first) {
      case '\'', '"' -> quoted(first);
      case '?' -> token(Kind.POSITIONAL, at, endOfWord(at + 1));
      case ':' -> colon();
      case '$' -> dollar();
      case 'e', 'E' -> sql.startsWith("'", at + 1) ? escaped() : plain(first);
      default -> plain(first);
    };
  }

  private SqlToken plain(char first) {
    return isWord(first) ? token(Kind.WORD, at, endOfWord(at)) : token(Kind.OTHER, at, at + 1);
  }

  /** Skips blanks and comments; the answer is where a comment begins that never ends, or -1. */
  private int skipBlanks() {
    while (at < sql.length()) {
      if (isBlank(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = endOfComment();
        if (end < 0) {
          return at;
        }
        at = end;
      } else {
        break;
      }
    }
    return -1;
  }

  /** Those of PostgreSQL may have others in them; -1 if it never ends. */
  private int endOfComment() {
    int depth = 1;
    for (int i = at + 2; i + 1 < sql.length(); i++) {
      if (sql.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      } else if (form == SqlForm.POSTGRESQL && sql.startsWith("/*", i)) {
        depth++;
        i++;
      }
    }
    return -1;
  }

  private SqlToken quoted(char quote) {
    int end = sql.indexOf(quote, at + 1);
    while (end >= 0 && end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
      end = sql.indexOf(quote, end + 2);
    }
    return end < 0 ? token(Kind.UNCLOSED, at, sql.length()) : token(Kind.QUOTED, at, end + 1);
  }

  private SqlToken bracketed() {
    int end = sql.indexOf(']', at);
    return end < 0 ? token(Kind.UNCLOSED, at, sql.length()) : token(Kind.QUOTED, at, end + 1);
  }

  private SqlToken parameter() {
    int end = endOfWord(at + 1);
    return token(end == at + 1 ? Kind.OTHER : Kind.PARAMETER, at, end);
  }

  /** A parameter, a cast ({@code ::}) or a part of an array. */
  private SqlToken colon() {
    if (sql.startsWith("::", at)) {
      return token(Kind.OTHER, at, at + 2);
    }
    boolean named = at + 1 < sql.length() && isWord(sql.charAt(at + 1)) && !isDigit(at + 1);
    return named ? parameter() : token(Kind.OTHER, at, at + 1);
  }

  /** A parameter with a number, or a text between {@code $tag$} and the same again. */
  private SqlToken dollar() {
    if (isDigit(at + 1)) {
      return token(Kind.POSITIONAL, at, endOfWord(at + 1));
    }
    int open = sql.indexOf('$', at + 1);
    if (open < 0 || endOfWord(at + 1) < open) {
      return token(Kind.OTHER, at, at + 1);
    }
    String tag = sql.substring(at, open + 1);
    int close = sql.indexOf(tag, open + 1);
    return close < 0
        ? token(Kind.UNCLOSED, at, sql.length())
        : token(Kind.QUOTED, at, close + tag.length());
  }

  /** A text in which a backslash is something special. */
  private SqlToken escaped() {
    int i = at + 2;
    while (i < sql.length()) {
      if (sql.charAt(i) == '\\' || sql.startsWith("''", i)) {
        i += 2;
      } else if (sql.charAt(i) == '\'') {
        return token(Kind.QUOTED, at, i + 1);
      } else {
        i++;
      }
    }
    return token(Kind.UNCLOSED, at, sql.length());
  }

  private boolean isDigit(int index) {
    return index < sql.length() && sql.charAt(index) >= '0' && sql.charAt(index) <= '9';
  }

  private SqlToken token(Kind kind, int from, int to) {
    at = to;
    return new SqlToken(kind, sql.substring(from, to), from);
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < sql.length() && isWord(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Every character beyond ASCII is taken for a letter. */
  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$'
        || c > 0x7f;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
