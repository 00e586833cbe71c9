package dev.rollcall.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes of values beside those that Java's own stream writes, in memory that was used before. */
class WireBytesTest {

  private static final int[] WIDTHS = {Short.BYTES, Integer.BYTES, Long.BYTES};
  private static final String[] LETTERS = {"a", "\u00e9", "\u4e2d", "\ud83d\ude00", "\u2400"};

  private final SpareBytes spare = new SpareBytes();

  private record Number(int at, int width, long value) {}

  @Test
  void areThoseOfADataStream() {
    Seeds.each(500, this::compare);
  }

  private void compare(Random random) throws IOException {
    WireBytes bytes = spare.take();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream stream = new DataOutputStream(expected);
    List<Number> numbers = new ArrayList<>();
    int values = random.nextInt(4_000);
    for (int i = 0; i < values; i++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          bytes.text(null);
          stream.writeInt(-1);
        }
        case 1 -> {
          String text = text(random);
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          bytes.text(text);
          stream.writeInt(utf8.length);
          stream.write(utf8);
        }
        case 2 -> {
          short columns = (short) random.nextInt();
          bytes.row(columns);
          stream.writeShort(columns);
        }
        default -> {
          int width = WIDTHS[random.nextInt(WIDTHS.length)];
          long value = random.nextLong() >> Long.SIZE - Byte.SIZE * width;
          bytes.number(value, width);
          stream.writeInt(width);
          stream.write(highestFirst(value, width));
          numbers.add(new Number(bytes.length() - width, width, value));
        }
      }
    }
    assertThat(bytes.toArray()).isEqualTo(expected.toByteArray());
    for (Number number : numbers) {
      assertThat(bytes.get(number.at, number.width)).isEqualTo(number.value);
      bytes.set(number.at, ~number.value, number.width);
      assertThat(bytes.get(number.at, number.width)).isEqualTo(~number.value);
      bytes.set(number.at, number.value, number.width);
    }
    assertThat(bytes.toArray()).isEqualTo(expected.toByteArray());
    spare.give(bytes);
  }

  private static byte[] highestFirst(long value, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeLong(value);
    return Arrays.copyOfRange(bytes.toByteArray(), Long.BYTES - width, Long.BYTES);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int letters = random.nextInt(30);
    for (int i = 0; i < letters; i++) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }
}
