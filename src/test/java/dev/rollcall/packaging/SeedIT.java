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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeds of the packaged program, as processes of their own. */
class SeedIT {

  private static final Path PROGRAM = Path.of(System.getProperty("rollcall.program", "none"));
  private static final int MANY = 8;
  private static final int MISSES = 8;
  private static final int HITS = 30;
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
    // The Java of the tests, which is not always the best of this machine.
    System.out.println("the second one is made with Java " + Runtime.version());
    Map<String, String> java =
        machine(root.resolve("3"), "JAVA_HOME", System.getProperty("java.home"));
    assertThat(seeded("three.db", java, fixtures)).hasSameBinaryContentAs(one);
    assertThat(kept(root.resolve("2")))
        .isEqualTo(kept(root.resolve("1")))
        .isEqualTo(kept(root.resolve("3")));
    // From the cache.
    assertThat(seeded("four.db", machine(root.resolve("1")), copy)).hasSameBinaryContentAs(one);
    Map<String, String> later = machine(root.resolve("1"), "SOURCE_DATE_EPOCH", "1767225600");
    assertThat(Files.mismatch(seeded("five.db", later, fixtures), one)).isPositive();
  }

  /** Half of them into one and the same file. */
  @Test
  void manyAtOnceMakeOne() throws Exception {
    List<Process> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      names.add("many-" + i % (1 + MANY / 2) + ".db");
      all.add(start(Map.of(), "seed", fixtures.toString(), "--db", names.get(i)));
    }
    for (Process each : all) {
      assertThat(each.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).as(Files.readString(root.resolve("said"))).isZero();
    }
    Path one = seeded("one.db", machine(root.resolve("another-cache")), fixtures);
    for (String name : names) {
      assertThat(root.resolve(name)).hasSameBinaryContentAs(one);
    }
    assertThat(kept(root.resolve("cache"))).hasSize(3);
    assertNoLeftovers(root);
  }

  @Test
  void killedAtAnyMomentItLeavesNoHalfDatabase() throws Exception {
    Path whole = seeded("whole.db", machine(root.resolve("another-cache")), fixtures);
    long seed = new Random().nextInt();
    System.out.println("kills from seed " + seed);
    Random random = new Random(seed);
    Path targets = Files.createDirectory(root.resolve("targets"));
    Path target = targets.resolve("target.db");
    for (int i = 0; i < MISSES; i++) {
      kill(target, whole, random.nextInt(1_500));
    }
    assertThat(seeded("targets/target.db", Map.of(), fixtures)).hasSameBinaryContentAs(whole);
    assertNoLeftovers(targets);
    for (int i = 0; i < HITS; i++) {
      boolean replaced = Files.exists(target) && random.nextBoolean();
      if (!replaced) {
        Files.deleteIfExists(target);
      }
      kill(target, whole, random.nextInt(30));
      assertThat(Files.exists(target)).isIn(true, replaced);
    }
    assertThat(seeded("targets/target.db", Map.of(), fixtures)).hasSameBinaryContentAs(whole);
    assertNoLeftovers(targets);
    assertThat(kept(root.resolve("cache"))).hasSize(3);
  }

  private void kill(Path target, Path whole, int millis) throws Exception {
    Process process = start(Map.of(), "seed", fixtures.toString(), "--db", target.toString());
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    children.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle child : children) {
      child.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
    if (ended || Files.exists(target)) {
      assertThat(target).hasSameBinaryContentAs(whole);
    }
  }

  @ParameterizedTest
  @CsvSource({"cache, 100k, the disk is full", "small, 100k, No space left on device"})
  void onAFullDiskThereIsNoHalfDatabase(String disk, String size, String why) throws Exception {
    Path folder = Files.createDirectory(root.resolve(disk));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", folder.toString()) == 0,
        "skipped: a small disk can't be mounted here");
    try {
      boolean ofTarget = !disk.equals("cache");
      String target = ofTarget ? "small/users.db" : "users.db";
      // The second time it is known what to copy, where that does not fail.
      for (int i = 0; i < 2; i++) {
        Files.writeString(root.resolve("said"), "");
        Process process = start(Map.of(), "seed", fixtures.toString(), "--db", target);
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(root.resolve("said")).content().contains(why).doesNotContain("[INTERNAL]");
        assertThat(root.resolve(target)).doesNotExist();
        assertNoLeftovers(root.resolve(target).getParent());
        assertThat(kept(root.resolve("cache"))).hasSize(ofTarget ? 3 : 1);
      }
      assertThat(run("mount", "-o", "remount,size=50m", folder.toString())).isZero();
      seeded(target, Map.of(), fixtures);
    } finally {
      assertThat(run("umount", folder.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void aCacheThatCanNotBeIsToldWithTheWayOut() throws Exception {
    Path file = Files.createFile(root.resolve("file"));
    assertThat(start(machine(file), "seed", fixtures.toString()).waitFor()).isEqualTo(1);
    assertThat(root.resolve("said")).content().contains("[OUTPUT_UNWRITABLE]", "XDG_CACHE_HOME");
  }

  private static void assertNoLeftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  /**
   * The database, its note and the lock; not what the launcher lists, be it whole, not yet there,
   * or left under its first name by one who was killed: that a later one deletes after a week.
   */
  private static List<String> kept(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("rollcall/seeds"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains(".files"))
          .sorted()
          .toList();
    }
  }
}
