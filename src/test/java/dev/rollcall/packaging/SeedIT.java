package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds of the packaged program, as processes of their own. */
class SeedIT {

  private static final Path PROGRAM = Path.of(System.getProperty("rollcall.program", "none"));
  private static final int MANY = 8;
  private static final int KILLS = 12;
  private static final long TIMEOUT_SECONDS = 300;

  @TempDir private Path root;
  private Path fixtures;

  @BeforeEach
  void begin() throws Exception {
    assumeTrue(Files.exists(PROGRAM), "skipped: the program is not packaged");
    fixtures = Files.createDirectory(root.resolve("fixtures"));
    Path users = fixtures.resolve("users.csv");
    String[] generate = {"generate", "2000", "--changes", "5%", "--duplicates", "2%", "--out"};
    List<String> words = new ArrayList<>(List.of(generate));
    words.add(users.toString());
    assertThat(start(Map.of(), words.toArray(String[]::new)).waitFor()).isZero();
  }

  private Process start(Map<String, String> environment, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("said").toFile()));
    builder.environment().put("XDG_CACHE_HOME", root.resolve("cache").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path seeded(String database, Map<String, String> environment, Path folder)
      throws Exception {
    Path file = root.resolve(database);
    Process process = start(environment, "seed", folder.toString(), "--db", file.toString());
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(root.resolve("said"))).isZero();
    return file;
  }

  private static Map<String, String> machine(Path cache, String... more) {
    Map<String, String> environment = new java.util.TreeMap<>();
    environment.put("XDG_CACHE_HOME", cache.toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  /** Each with a cache of its own, so that nothing is copied. */
  @Test
  void twoMachinesMakeTheSameBytes() throws Exception {
    Path one = seeded("one.db", machine(root.resolve("1"), "TZ", "UTC", "LC_ALL", "C"), fixtures);
    Path copy = Files.createDirectories(root.resolve("deep/er"));
    try (Stream<Path> files = Files.list(fixtures)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Map<String, String> other =
        machine(
            root.resolve("2"),
            "TZ",
            "Asia/Kathmandu",
            "LC_ALL",
            "tr_TR.UTF-8",
            "ROLLCALL_ARCHIVE",
            "no");
    assertThat(seeded("two.db", other, copy)).hasSameBinaryContentAs(one);
    // Another Java than the best of this machine.
    Map<String, String> this17 =
        machine(root.resolve("3"), "JAVA_HOME", System.getProperty("java.home"));
    assertThat(seeded("three.db", this17, fixtures)).hasSameBinaryContentAs(one);
    // From the cache.
    assertThat(seeded("four.db", machine(root.resolve("1")), copy)).hasSameBinaryContentAs(one);
    Map<String, String> later = machine(root.resolve("1"), "SOURCE_DATE_EPOCH", "1767225600");
    assertThat(Files.mismatch(seeded("five.db", later, fixtures), one)).isPositive();
  }

  @Test
  void manyAtOnceMakeOne() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(start(Map.of(), "seed", fixtures.toString(), "--db", "many-" + i + ".db"));
    }
    for (Process each : all) {
      assertThat(each.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).as(Files.readString(root.resolve("said"))).isZero();
    }
    Path one = seeded("one.db", machine(root.resolve("another-cache")), fixtures);
    for (int i = 0; i < MANY; i++) {
      assertThat(root.resolve("many-" + i + ".db")).hasSameBinaryContentAs(one);
    }
    assertThat(kept()).hasSize(3);
  }

  @Test
  void killedAtAnyMomentItLeavesNoHalfDatabase() throws Exception {
    Path whole = seeded("whole.db", machine(root.resolve("another-cache")), fixtures);
    long seed = new Random().nextInt();
    System.out.println("kills from seed " + seed);
    Random random = new Random(seed);
    Path target = root.resolve("target.db");
    for (int i = 0; i < KILLS; i++) {
      Process process = start(Map.of(), "seed", fixtures.toString(), "--db", target.toString());
      // The first ones while it is made, the others while it is copied.
      boolean made =
          process.waitFor(random.nextInt(i < KILLS / 2 ? 1_500 : 30), TimeUnit.MILLISECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      if (made || Files.exists(target)) {
        assertThat(target).hasSameBinaryContentAs(whole);
      }
      Files.deleteIfExists(target);
      if (i == KILLS / 2) {
        seeded("between.db", Map.of(), fixtures);
      }
    }
    assertThat(seeded("target.db", Map.of(), fixtures)).hasSameBinaryContentAs(whole);
    assertThat(kept()).hasSize(3);
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".target.db"));
    }
  }

  /** The database, its note and the lock. */
  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("cache/rollcall/seeds"))) {
      return files.toList();
    }
  }
}
