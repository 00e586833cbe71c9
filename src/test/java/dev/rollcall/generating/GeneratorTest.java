package dev.rollcall.generating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {

  private static final int ROWS = 100_000;
  private static final Recipe USUAL = Recipe.of(1);
  private static final Portion SOME = new Portion(30_000);

  private static Recipe recipe(String name) {
    Weights lengths = Weights.of(4, 1, 12, 3, 50, 1);
    return switch (name) {
      case "usual" -> USUAL;
      case "seed-2" -> Recipe.of(2);
      case "levels" -> USUAL.withLevels(Weights.of(0, 1, 7, 2, 100, 1));
      case "duplicates" -> USUAL.withDuplicates(SOME);
      case "bad" -> USUAL.withBad(new Portion(1_000));
      case "unicode" -> USUAL.withUnicode();
      case "like" -> USUAL.like(Weights.of(1, 1), Weights.of(1, 1), lengths);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * The rows of recipe 1, for ever: other digests are another recipe, with a number of its own.
   * Whoever has these files, or databases made of them, would find other users in them.
   */
  @ParameterizedTest
  @CsvSource({
    "usual, 3e732a44ca4f73c12573b6e777cac998970f2fcb254c5537201f391f476a3b32",
    "seed-2, 679e2e109c08b885a5fcc29b219d3431920028d368e50fdc7fb1e6ae539d13c5",
    "levels, 85ed5bb0ba6e4a12de6eb9c3570559f117f6591ed870f5b931835614a38125e7",
    "duplicates, cd545e9f7d4883c5aba0ff60cbf31573b13aa8b6caa6e5707365a3ca4cb580bc",
    "bad, a81183e7967f06fef6741f270266713b1f42024e4cebb2fe690f2763e85a4665",
    "unicode, 5fae5b7be247e0c68df832776ad7a19a1b3d4819771350d529e424b21b104ace",
    "like, 9e8be6a8572d117cf5d1f1d423b3538f68a7b6044d0459be286049febf726708",
  })
  void recipe1GivesTheseRowsForEver(String name, String digest) throws Exception {
    assertThat(digest(all(recipe(name)))).isEqualTo(digest);
  }

  @Test
  void changesAndExpectedRejectsAreFrozenToo() throws Exception {
    Generator generator = new Generator(recipe("bad"), 1, ROWS, true, false);
    assertThat(digest(text(out -> generator.changes(SOME, out))))
        .isEqualTo("037bfe2f6eee389f175fa867cc870051d6b177ef5f91f4dd2d0930ad47fc340b");
    assertThat(digest(text(generator::expectedRejects)))
        .isEqualTo("e22eed62adca9d2007f538fc700594c217ceaa49d1da5a0e10cf9eea40af9219");
  }

  /** Whatever the recipe, any part is what stands there in the whole. */
  @Test
  void aPartIsAPartOfTheWhole() {
    Seeds.each(
        10,
        random -> {
          Recipe recipe = any(random);
          String[] whole = lines(all(recipe));
          int first = 1 + random.nextInt(ROWS);
          int last = Math.min(ROWS, first + random.nextInt(2_000));
          String[] part = lines(text(new Generator(recipe, first, last, true, false)::users));
          assertThat(part[0]).isEqualTo(whole[0]);
          assertThat(Arrays.copyOfRange(part, 1, part.length))
              .isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
        });
  }

  private static Recipe any(Random random) {
    Recipe recipe = Recipe.of(random.nextLong());
    if (random.nextBoolean()) {
      recipe = recipe.withDuplicates(new Portion(random.nextInt(Portion.ALL)));
    }
    if (random.nextBoolean()) {
      recipe = recipe.withBad(new Portion(random.nextInt(1_000)));
    }
    if (random.nextBoolean()) {
      recipe =
          recipe.like(Weights.of(1, 1), Weights.of(0, 1), Weights.of(1 + random.nextInt(50), 1));
    }
    return random.nextBoolean() ? recipe.withUnicode() : recipe;
  }

  @ParameterizedTest
  @CsvSource({"usual", "unicode", "like"})
  void noTwoRowsHaveOneName(String name) throws Exception {
    String[] lines = lines(all(recipe(name)));
    assertThat(Arrays.stream(lines).skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .doesNotHaveDuplicates()
        .hasSize(ROWS)
        .allMatch(username -> username.codePointCount(0, username.length()) <= 50);
  }

  @Test
  void addressesAreNobodys() throws Exception {
    Pattern row =
        Pattern.compile(
            "[a-z]+\\.[a-z]+[0-9]+,([a-z.0-9]+@(mail\\.)?example\\.(com|org|net))?,[123]");
    assertThat(lines(all(USUAL)))
        .allMatch(line -> row.matcher(line).matches() || line.endsWith("level"));
  }

  @Test
  void sharesAreWhatWasAskedFor() throws Exception {
    String[] lines = lines(all(recipe("levels")));
    assertThat(count(lines, ",7")).isBetween(ROWS * 49L / 100, ROWS * 51L / 100);
    assertThat(count(lines, ",100")).isBetween(ROWS * 24L / 100, ROWS * 26L / 100);
    String[] changed = lines(text(new Generator(USUAL, 1, ROWS, false, false)::users));
    assertThat(changed).hasSize(ROWS);
    String[] changes =
        lines(text(out -> new Generator(USUAL, 1, ROWS, false, false).changes(SOME, out)));
    assertThat(changes.length).isBetween(ROWS * 3 / 100 - 1, ROWS * 3 / 100 + 1);
  }

  @Test
  void namesHaveTheLengthsThatWereAskedFor() throws Exception {
    Recipe recipe = USUAL.like(Weights.of(1, 1), Weights.of(1, 1), Weights.of(9, 1));
    assertThat(lines(text(new Generator(recipe.withUnicode(), 1, ROWS, false, false)::users)))
        .allMatch(line -> line.codePoints().takeWhile(c -> c != ',').count() == 9);
  }

  @Test
  void compressedItIsTheSame() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    new Generator(USUAL, 1, ROWS, true, true).users(packed);
    assertThat(packed.size()).isLessThan(ROWS * 20);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      assertThat(in.readAllBytes()).isEqualTo(all(USUAL));
    }
  }

  @Test
  void withoutRowsThereIsTheHeader() throws Exception {
    assertThat(
            new String(
                text(new Generator(USUAL, 1, 0, true, false)::users), StandardCharsets.UTF_8))
        .isEqualTo("username,email,level\n");
  }

  private interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] text(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toByteArray();
  }

  private static byte[] all(Recipe recipe) throws IOException {
    return text(new Generator(recipe, 1, ROWS, true, false)::users);
  }

  private static String[] lines(byte[] bytes) {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    return lines.toArray(String[]::new);
  }

  private static long count(String[] lines, String ending) {
    return Arrays.stream(lines).filter(line -> line.endsWith(ending)).count();
  }

  private static String digest(byte[] bytes) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return HexFormat.of().formatHex(digest);
  }
}
