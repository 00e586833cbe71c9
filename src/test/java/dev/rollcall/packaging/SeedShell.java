package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.jdk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.files.FileCache;
import dev.rollcall.files.Sha256;
import dev.rollcall.packaging.Shell.Result;
import dev.rollcall.seeding.SeedFolder;
import dev.rollcall.seeding.SeedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A machine with the launcher, files to seed from, and a Java that only says that it was asked. */
abstract class SeedShell {

  /** As short as one can be that says in its header that it is a seed. */
  static final String DATABASE = "x".repeat(68) + "rcSd and so on";

  /** After which the time of a change is one that no later change can have. */
  static final long SETTLED_MILLIS = 2_500;

  @TempDir Path root;
  Shell shell;
  Path program;
  Path fixtures;
  Path seeds;

  @BeforeEach
  void install() throws Exception {
    shell =
        new Shell(
            root,
            "sh",
            "readlink",
            "sed",
            "sha256sum",
            "find",
            "sort",
            "cat",
            "cmp",
            "chmod",
            "mv",
            "rm");
    shell.with("ROLLCALL_ARCHIVE", "no");
    shell.with("JAVA_HOME", jdk(root.resolve("given"), "25", "echo java").toString());
    program = shell.installed(root.resolve("rollcall"));
    fixtures = Files.createDirectories(shell.folder().resolve("fx"));
    Files.writeString(fixtures.resolve("users.csv"), "username\nana\n");
    seeds = root.resolve("home/.cache/rollcall/seeds");
    assumeTrue(
        shell.run(program, "seed", "fx", "--print-key").out().length() == 65,
        "skipped: the tools here are not those of a Linux system");
  }

  String key() throws IOException {
    String jar = Sha256.of(root.resolve("rollcall/lib/rollcall.jar"));
    return SeedKey.of(SeedFolder.read(fixtures), jar, "");
  }

  Path keep(String content) throws IOException {
    return new FileCache(seeds)
        .get(key(), folder -> Files.writeString(folder.resolve("made"), content));
  }

  Result seed(String... more) throws Exception {
    List<String> words = Stream.concat(Stream.of("seed", "fx"), Stream.of(more)).toList();
    return shell.run(program, words.toArray(String[]::new));
  }

  void goesOnToJava(String... more) throws Exception {
    Result result = seed(more);
    assertThat(result.out()).isEqualTo("java\n");
    assertThat(result.err()).isEmpty();
  }

  Path database() {
    return shell.folder().resolve("users.db");
  }

  /** Where the launcher keeps what it hashed. */
  Path list() {
    return seeds.resolve(fixtures.toString().replace('/', '%') + ".files");
  }
}
