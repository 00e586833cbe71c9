package dev.rollcall.reporting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Value.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * One JSON object a line, in UTF-8: numbers as numbers, null as null, texts and blobs as strings.
 * Bytes that are no UTF-8 become replacement characters, as JSON has no way to write them; infinity
 * is the number {@code 9e999}, which is what readers without a limit take it for.
 */
final class JsonLinesEncoder implements RowEncoder {

  private static final byte[] NULL = "null".getBytes(US_ASCII);

  /** For each column its key, with what is before it and the colon after it. */
  private final byte[][] keys;

  JsonLinesEncoder(List<String> columns) {
    keys = new byte[columns.size()][];
    for (int i = 0; i < keys.length; i++) {
      if (columns.indexOf(columns.get(i)) < i) {
        throw Failure.of(
            ProblemCode.QUERY,
            "two columns have the name \"" + columns.get(i) + "\", which an object can't have",
            "give one of them another name: select … as other_name");
      }
      Bytes key = new Bytes();
      key.add(i == 0 ? '{' : ',');
      byte[] name = columns.get(i).getBytes(UTF_8);
      JsonString.add(name, 0, name.length, key);
      key.add(':');
      keys[i] = Arrays.copyOf(key.array(), key.size());
    }
  }

  @Override
  public void header(Bytes out) {}

  @Override
  public void cell(int column, Kind kind, byte[] bytes, int from, int to, Bytes out) {
    out.add(keys[column]);
    switch (kind) {
      case NULL -> out.add(NULL);
      case INTEGER -> out.add(bytes, from, to);
      case REAL -> Digits.addReal(bytes, from, to, out);
      case TEXT -> JsonString.add(bytes, from, to, out);
      case BLOB -> {
        byte[] digits = Digits.ofBlob(bytes, from, to);
        JsonString.add(digits, 0, digits.length, out);
      }
    }
  }

  @Override
  public void endRow(Bytes out) {
    out.add('}');
    out.add('\n');
  }
}
