package dev.rollcall.postgresql.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.reporting.Bytes;
import dev.rollcall.reporting.RowEncoder;
import dev.rollcall.reporting.Value;
import dev.rollcall.reporting.Value.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Writes rows as values, and no bytes. */
final class ValueTaker implements RowEncoder {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Consumer<List<Value>> consumer;
  private List<Value> row = new ArrayList<>();

  ValueTaker(Consumer<List<Value>> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void header(Bytes out) {}

  @Override
  public void cell(int column, Kind kind, byte[] bytes, int from, int to, Bytes out) {
    row.add(
        switch (kind) {
          case NULL -> Value.NULL;
          case BLOB -> new Value(kind, HEX.formatHex(bytes, from, to));
          default -> new Value(kind, new String(bytes, from, to - from, UTF_8));
        });
  }

  @Override
  public void endRow(Bytes out) {
    consumer.accept(row);
    row = new ArrayList<>();
  }
}
