package dev.rollcall.reporting;

import dev.rollcall.reporting.SqlToken.Kind;
import org.jspecify.annotations.Nullable;

/** Divides SQL as SQLite does: into words, quoted texts, parameters and single characters. */
public final class SqlScanner {

  private final String sql;
  private int at;

  public SqlScanner(String sql) {
    this.sql = sql;
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
    char first = sql.charAt(at);
    return switch (first) {
      case '\'', '"', '`' -> quoted(first);
      case '[' -> bracketed();
      case '?' -> token(Kind.POSITIONAL, at, endOfWord(at + 1));
      case ':', '@', '$' -> parameter();
      default ->
          isWord(first) ? token(Kind.WORD, at, endOfWord(at)) : token(Kind.OTHER, at, at + 1);
    };
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
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
          return at;
        }
        at = end + 2;
      } else {
        break;
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

  /** SQLite takes every character beyond ASCII for a letter. */
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
