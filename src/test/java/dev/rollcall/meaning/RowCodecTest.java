package dev.rollcall.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.meaning.ParsedRow.Invalid;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.user.UserColumns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCodecTest {

  private static final List<String> PIECES =
      List.of("a", "ë", "人", "😀", "\n", "\0", "\"", "@", "\\N", " ", "7", "+");

  /** One codec writes row after row, another reads each from somewhere in a larger buffer. */
  @Test
  void whatIsReadBackIsTheRowThatWasStaged() {
    Seeds.each(
        200,
        random -> {
          RowCodec writing = new RowCodec();
          RowCodec reading = new RowCodec();
          for (int i = 0; i < 50; i++) {
            ParsedRow row = row(random);
            writing.encode(row);
            byte[] buffer = new byte[writing.payloadLength() + 30];
            random.nextBytes(buffer);
            int from = random.nextInt(20);
            System.arraycopy(writing.payload(), 0, buffer, from, writing.payloadLength());
            assertThat(reading.decode(row.line(), buffer, from)).isEqualTo(row);
          }
        });
  }

  /** Rows of one user are together, and what is rejected anyway comes before all users. */
  @Test
  void theKeyIsTheUsernameOrNothing() {
    RowCodec codec = new RowCodec();
    codec.encode(RowParser.parse(1, new Cells(" Zoë ", null, null, null, null)));
    assertThat(codec.key()).isEqualTo("Zoë".getBytes(StandardCharsets.UTF_8));
    codec.encode(RowParser.parse(2, new Cells(" ", "ann@example.com", null, null, null)));
    assertThat(codec.key()).isEmpty();
  }

  private static ParsedRow row(Random random) {
    Cells cells = new Cells(text(random), text(random), text(random), text(random), text(random));
    if (random.nextBoolean()) {
      return RowParser.parse(random.nextLong(), cells);
    }
    String name = random.nextInt(9) == 0 ? "ann" : "u" + random.nextInt(99);
    Cells right = new Cells(name, "\\N", "+1", "update", text(random));
    if (random.nextBoolean()) {
      ParsedRow row = RowParser.parse(random.nextLong(), cells, right, UserColumns.OWN, false);
      assertThat(row).isInstanceOf(UserRow.class);
      return row;
    }
    if (random.nextBoolean()) {
      ParsedRow row = RowParser.parse(random.nextLong(), right);
      assertThat(row).isInstanceOf(UserRow.class);
      return row;
    }
    if (random.nextBoolean()) {
      String reason = random.nextBoolean() ? null : "r".repeat(random.nextInt(300));
      Cells plain = new Cells(name, "~" + name + "@example.com!", "", null, reason);
      ParsedRow row = RowParser.parse(random.nextLong(), plain, plain, UserColumns.OWN, true);
      assertThat(row).isInstanceOf(UserRow.class);
      return row;
    }
    RejectCode code = RejectCode.values()[random.nextInt(RejectCode.values().length)];
    String message = "because " + text(random);
    return new Invalid(new Reject(random.nextLong(), code, message, cells), text(random));
  }

  /** Null and empty are not the same; lengths round 127 and 16,383 are where a byte is added. */
  private static String text(Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    int pieces =
        switch (random.nextInt(8)) {
          case 0 -> 120 + random.nextInt(12);
          case 1 -> random.nextInt(40) == 0 ? 16_370 + random.nextInt(20) : 0;
          default -> random.nextInt(6);
        };
    if (pieces > 100) {
      return "x".repeat(pieces);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
