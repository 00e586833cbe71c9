package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Value.Kind;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row as an INSERT of its own, which SQLite and PostgreSQL take; only a blob is written as SQLite
 * alone has it. Infinity is the number {@code 9e999}.
 */
final class InsertEncoder implements RowEncoder {

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private static final byte[] NULL = "null".getBytes(US_ASCII);

  private final String begin;

  /**
   * @param table into which rows go
   */
  InsertEncoder(String table, List<String> columns) {
    begin =
        columns.stream()
            .map(InsertEncoder::name)
            .collect(Collectors.joining(", ", "insert into " + name(table) + " (", ") values ("));
  }

  private static String name(String name) {
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void header(Bytes out) {}

  @Override
  public void cell(int column, Kind kind, byte[] bytes, int from, int to, Bytes out) {
    out.add(column == 0 ? begin : ", ");
    switch (kind) {
      case NULL -> out.add(NULL);
      case INTEGER -> out.add(bytes, from, to);
      case REAL -> Digits.addReal(bytes, from, to, out);
      case TEXT -> text(bytes, from, to, out);
      case BLOB -> {
        out.add("x'");
        out.add(Digits.ofBlob(bytes, from, to));
        out.add('\'');
      }
    }
  }

  /** A backslash is nothing special in either of them. */
  private static void text(byte[] bytes, int from, int to, Bytes out) {
    out.add('\'');
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        throw Failure.of(
            ProblemCode.QUERY,
            "a text has a NUL character in it, which SQL can't write",
            "leave the row or the column out, or write another format");
      }
      if (bytes[i] == '\'') {
        out.add('\'');
      }
      out.add(bytes[i]);
    }
    out.add('\'');
  }

  @Override
  public void endRow(Bytes out) {
    out.add(");\n".getBytes(US_ASCII));
  }
}
