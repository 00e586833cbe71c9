package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrappingTest {

  private static final List<String> WORDS =
      List.of("rollcall:", "users.csv:12:", "18", "rows,", "the", "李雷", "data/level-changes.csv;");

  @Test
  void aMessageIsWrappedAtBlanksAndLosesNothing() {
    long seed = new Random().nextInt(1 << 30);
    System.out.println("WrappingTest with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder message = new StringBuilder(" ".repeat(2 * random.nextInt(3)));
      int words = 1 + random.nextInt(40);
      for (int word = 0; word < words; word++) {
        message.append(word == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
      }
      int width = 40 + random.nextInt(80);
      List<String> lines = Wrapping.wrapped(message.toString(), width);
      assertThat(lines)
          .as("seed %d, width %d", seed, width)
          .allMatch(line -> Width.columns(line) <= width);
      assertThat(lines.stream().map(String::strip))
          .as("seed %d, width %d", seed, width)
          .satisfies(
              parts -> assertThat(String.join(" ", parts)).isEqualTo(message.toString().strip()));
      assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    }
  }

  @Test
  void aLongWordStaysWhole() {
    String path = "/srv/" + "x".repeat(60) + "/users.csv";
    assertThat(Wrapping.wrapped("rollcall: " + path + ": no such file", 40))
        .containsExactly("rollcall:", "    " + path + ":", "    no such file");
  }

  @Test
  void aCellIsBrokenAnywhereIfItMustBe() {
    assertThat(Wrapping.broken("a reason that is long", 8))
        .containsExactly("a reason", "that is", "long");
    assertThat(Wrapping.broken("🙂".repeat(5), 4)).containsExactly("🙂🙂", "🙂🙂", "🙂");
  }
}
