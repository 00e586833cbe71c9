package dev.rollcall.guessing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.csv.CharsetGuess;
import dev.rollcall.csv.Input;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.jobfile.JobFile;
import dev.rollcall.problem.Failure;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, what is printed for it is a job file that says what was found. */
class GuessedJobPropertyTest {

  private static final List<String> PIECES =
      List.of(
          "username",
          "email",
          "level",
          "Login",
          "ann",
          "bob",
          "ann@example.com",
          "7",
          "12.0",
          "-",
          "NULL",
          "\\N",
          "\"",
          "'",
          "\\",
          ",",
          ";",
          "\t",
          "|",
          "^",
          "\n",
          "\n",
          "\r\n",
          " ",
          ": ",
          "#",
          "${x}",
          "{",
          "]",
          "ü",
          "€",
          "\u2028",
          "\u0001",
          "\ufeff",
          "yes",
          "null",
          "*",
          "&a");

  private static final List<Charset> CHARSETS =
      List.of(Charset.forName("UTF-8"), Charset.forName("windows-1252"), Charset.forName("UTF-16"));

  @TempDir Path folder;

  @Test
  void anyFileThatCanBeReadGetsAJobFileThatIsOne() {
    Seeds.each(300, this::check);
  }

  private void check(Random random) throws Exception {
    StringBuilder text = new StringBuilder();
    int rows = random.nextInt(12);
    int width = 1 + random.nextInt(4);
    String delimiter = List.of(",", ";", "\t", "|").get(random.nextInt(4));
    for (int row = 0; row < rows; row++) {
      for (int cell = 0; cell < width; cell++) {
        text.append(cell == 0 ? "" : delimiter).append(PIECES.get(random.nextInt(PIECES.size())));
      }
      text.append(random.nextInt(20) == 0 ? PIECES.get(random.nextInt(PIECES.size())) : "\n");
    }
    Path file = folder.resolve("any.txt");
    Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
    Files.write(file, text.toString().getBytes(charset));
    Guess guess;
    try {
      guess = Guesser.guess(Input.of(file, file.toString()));
    } catch (Failure e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    String printed = GuessedJob.of(guess, "any");
    Path job = folder.resolve("any.yaml");
    Files.writeString(job, printed);
    JobDefinition.Import read;
    try {
      read = (JobDefinition.Import) JobFile.read(job, Map.of());
    } catch (Failure e) {
      throw new AssertionError(printed + e.getMessage(), e);
    }
    assertThat(read.job().from()).containsExactly(file.toString());
    assertThat(read.job().csv().delimiter()).isEqualTo(guess.format().delimiter());
    assertThat(read.job().csv().header()).isEqualTo(guess.format().header());
    assertThat(read.job().csv().quirks()).isEqualTo(guess.format().quirks());
    assertThat(read.job().columns().names()).containsAllEntriesOf(guess.columns());
    List<CharsetGuess> charsets = CharsetGuess.of(Input.of(file, "any"));
    assertThat(charsets).isNotEmpty();
  }
}
