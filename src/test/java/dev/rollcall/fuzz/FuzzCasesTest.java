package dev.rollcall.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tries every input that is kept, and some that are almost like it. They stand in a folder for each
 * target: what the fuzzer found to lead somewhere new, and what it found broken, under the name of
 * the promise that it broke.
 */
class FuzzCasesTest {

  private static final Path KEPT = Path.of("src/test/resources/fuzz");
  private static final Path TESTS = Path.of("src/test/java/dev/rollcall");
  private static final String ENDING = "Fuzz";

  /** Tried of each target besides what is kept. */
  private static final int ALTERED = 300;

  /** Tried of a target whose every input is a database and some commands. */
  private static final Map<String, Integer> FEWER = Map.of("proof.Ledger", 40);

  static List<String> targets() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .map(file -> TESTS.relativize(file).toString())
          .filter(name -> name.endsWith(ENDING + ".java"))
          .map(name -> name.replace(ENDING + ".java", "").replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void everyInputThatIsKeptKeepsThePromise(String target) throws Exception {
    MethodHandle method = method(target);
    for (Path kept : kept(target)) {
      byte[] bytes = Files.readAllBytes(kept);
      try {
        method.invokeExact(bytes);
      } catch (Throwable e) {
        throw new AssertionError(kept + ": " + e, e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void soDoInputsThatAreAlmostLikeOne(String target) throws Exception {
    MethodHandle method = method(target);
    List<byte[]> kept = new ArrayList<>();
    for (Path file : kept(target)) {
      kept.add(Files.readAllBytes(file));
    }
    Seeds.each(
        FEWER.getOrDefault(target, ALTERED),
        random -> {
          byte[] bytes = altered(kept, random);
          try {
            method.invokeExact(bytes);
          } catch (Throwable e) {
            throw new AssertionError(e.toString(), e);
          }
        });
  }

  /** A folder without a target would be tried by nobody. */
  @Test
  void everyFolderHasATarget() throws IOException {
    try (Stream<Path> folders = Files.list(KEPT)) {
      assertThat(folders.map(folder -> folder.getFileName().toString())).isSubsetOf(targets());
    }
  }

  private static MethodHandle method(String target) throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findStatic(
            Class.forName("dev.rollcall." + target + ENDING),
            "fuzzerTestOneInput",
            MethodType.methodType(void.class, byte[].class));
  }

  private static List<Path> kept(String target) throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve(target))) {
      List<Path> kept = files.sorted().toList();
      assertThat(kept).as("inputs kept for %s", target).isNotEmpty();
      return kept;
    }
  }

  /** One input with a few bytes changed, and sometimes the end of another. */
  private static byte[] altered(List<byte[]> kept, Random random) {
    byte[] one = kept.get(random.nextInt(kept.size()));
    byte[] other = kept.get(random.nextInt(kept.size()));
    int from = random.nextInt(other.length + 1);
    int to = random.nextBoolean() ? one.length : random.nextInt(one.length + 1);
    boolean both = random.nextInt(3) == 0;
    byte[] bytes = Arrays.copyOf(one, to + (both ? other.length - from : 0));
    if (both) {
      System.arraycopy(other, from, bytes, to, other.length - from);
    }
    for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
