package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.give;
import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.Seeds;
import dev.rollcall.files.FileCache;
import dev.rollcall.files.Sha256;
import dev.rollcall.packaging.Shell.Result;
import dev.rollcall.seeding.SeedFolder;
import dev.rollcall.seeding.SeedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher answers of seeds by itself; its Java here only says that it was asked. */
class SeedLauncherTest {

  private static final int OTHER = 54321;
  private static final int MARK_OFFSET = 68;

  @TempDir private Path root;
  private Shell shell;
  private Path program;
  private Path fixtures;
  private Path seeds;

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
            "wc",
            "cp",
            "dd",
            "chmod",
            "mv",
            "rm",
            "touch");
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

  private String key() throws IOException {
    String jar = Sha256.of(root.resolve("rollcall/lib/rollcall.jar"));
    return SeedKey.of(SeedFolder.read(fixtures), jar, "");
  }

  private Path keep(String content) throws IOException {
    return new FileCache(seeds)
        .get(key(), folder -> Files.writeString(folder.resolve("made"), content));
  }

  private Result seed(String... more) throws Exception {
    List<String> words = Stream.concat(Stream.of("seed", "fx"), Stream.of(more)).toList();
    return shell.run(program, words.toArray(String[]::new));
  }

  private void goesOnToJava(String... more) throws Exception {
    Result result = seed(more);
    assertThat(result.out()).isEqualTo("java\n");
    assertThat(result.err()).isEmpty();
  }

  private Path database() {
    return shell.folder().resolve("users.db");
  }

  @Test
  void whatIsKeptIsCopiedWithoutJava() throws Exception {
    goesOnToJava();
    Path kept = keep("a database");
    assertThat(seed().out()).isEqualTo("users.db: seeded from fx\n");
    assertThat(database()).hasContent("a database");
    assertThat(Files.getAttribute(database(), "unix:nlink")).isEqualTo(1);
    assertThat(Files.getPosixFilePermissions(database())).hasSize(2);
    shell.with("ROLLCALL_DB", "of-environment.db");
    assertThat(seed("--quiet").out()).isEmpty();
    assertThat(shell.folder().resolve("of-environment.db")).hasContent("a database");
    assertThat(seed("--db=sub.db", "-q").code()).isZero();
    assertThat(shell.folder().resolve("sub.db")).hasContent("a database");
    assertThat(kept).hasContent("a database");
    try (Stream<Path> files = Files.list(shell.folder())) {
      assertThat(files).hasSize(4);
    }
  }

  /** Whatever the names are, blanks, line ends and letters beyond ASCII among them. */
  @Test
  void theKeyIsThatOfTheProgram() throws Exception {
    Seeds.each(
        5,
        random -> {
          Path folder = Files.createDirectories(fixtures.resolve("more"));
          for (int i = 0; i < 5; i++) {
            Path file = folder.resolve(name(random));
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[random.nextInt(3)]);
          }
          assertThat(seed("--print-key").out()).isEqualTo(key() + "\n");
        });
  }

  private static String name(Random random) {
    String[] parts = {"a", " ", "\n", "\\", "ü", "-", "'", "\"", "*", "$", "x/y", "🦊", ".", "\t"};
    StringBuilder name = new StringBuilder("n");
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      name.append(parts[random.nextInt(parts.length)]);
    }
    return name + "n" + random.nextInt();
  }

  @Test
  void linksInTheFolderAreFollowed() throws Exception {
    Files.writeString(root.resolve("elsewhere.csv"), "username\nbob\n");
    Files.createSymbolicLink(fixtures.resolve("link.csv"), root.resolve("elsewhere.csv"));
    String key = key();
    assertThat(seed("--print-key").out()).isEqualTo(key + "\n");
    Files.writeString(root.resolve("elsewhere.csv"), "username\nbea\n");
    assertThat(seed("--print-key").out()).isEqualTo(key() + "\n").isNotEqualTo(key + "\n");
  }

  @Test
  void whatIsNotAsItWasKeptIsLeftToTheProgram() throws Exception {
    Path kept = keep("a database");
    FileTime then = Files.getLastModifiedTime(kept);
    Files.writeString(kept, "some other");
    Files.setLastModifiedTime(kept, FileTime.fromMillis(4_000_000_000_000L));
    goesOnToJava();
    Files.writeString(kept, "short");
    Files.setLastModifiedTime(kept, then);
    goesOnToJava();
    Files.delete(kept);
    goesOnToJava();
    keep("a database");
    assertThat(seed().out()).startsWith("users.db");
    Files.delete(seeds.resolve(key() + ".ok"));
    goesOnToJava();
  }

  @Test
  void somebodyElsesIsLeftToTheProgram() throws Exception {
    Path kept = keep("a database");
    give(kept, OTHER);
    goesOnToJava();
    Files.delete(kept);
    keep("a database");
    give(seeds, OTHER);
    goesOnToJava();
    give(seeds, 0);
    assertThat(seed().out()).startsWith("users.db");
    give(database(), OTHER);
    goesOnToJava();
  }

  @Test
  void aLinkInTheCacheIsLeftToTheProgram() throws Exception {
    Path kept = keep("a database");
    Files.move(kept, root.resolve("moved"));
    Files.createSymbolicLink(kept, root.resolve("moved"));
    goesOnToJava();
  }

  @Test
  void onlyASeedThatNobodyHasOpenIsReplaced() throws Exception {
    keep("a database");
    Files.writeString(database(), "a letter");
    goesOnToJava();
    assertThat(database()).hasContent("a letter");
    Files.writeString(database(), "x".repeat(MARK_OFFSET) + "rcSd and more");
    assertThat(seed().code()).isZero();
    assertThat(database()).hasContent("a database");
    Files.writeString(database(), "");
    assertThat(seed().out()).startsWith("users.db");
    Files.writeString(shell.folder().resolve("users.db-wal"), "");
    goesOnToJava();
    Files.delete(shell.folder().resolve("users.db-wal"));
    Files.delete(database());
    Files.createSymbolicLink(database(), root.resolve("moved"));
    goesOnToJava();
    assertThat(root.resolve("moved")).doesNotExist();
  }

  @Test
  void aPlantedFileIsNotWrittenThrough() throws Exception {
    keep("a database");
    Files.writeString(shell.folder().resolve(".users.db.seed-999999999"), "of a dead process");
    assertThat(seed().out()).startsWith("users.db");
    try (Stream<Path> files = Files.list(shell.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("fx", "users.db");
    }
  }

  /** In a folder that others may write, at any moment of the copying. */
  @ParameterizedTest
  @ValueSource(strings = {"cp", "chmod"})
  void aLinkInThePlaceOfTheCopyIsNotWrittenThrough(String tool) throws Exception {
    keep("a database");
    Files.writeString(database(), "");
    Path precious = Files.writeString(root.resolve("precious"), "precious");
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(precious);
    Path bin = root.resolve("bin");
    Files.move(bin.resolve(tool), root.resolve(tool));
    script(
        bin.resolve(tool),
        "for part in .users.db.seed-*; do",
        "  /bin/rm $part && /bin/ln -s '" + precious + "' $part",
        "done",
        "exec '" + root.resolve(tool) + "' \"$@\"");
    Files.setPosixFilePermissions(database(), PosixFilePermissions.fromString("rw-rw-rw-"));
    goesOnToJava();
    assertThat(precious).hasContent("precious");
    assertThat(Files.getPosixFilePermissions(precious)).isEqualTo(modes);
    assertThat(database()).isEmptyFile();
  }

  @Test
  void whatOnlyLooksLikeACopyStays() throws Exception {
    keep("a database");
    Path mine = Files.writeString(shell.folder().resolve(".users.db.seed-of-march"), "mine");
    assertThat(seed().out()).startsWith("users.db");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void nothingOfAnotherUsersHomeIsUsed() throws Exception {
    keep("a database");
    give(root.resolve("home"), OTHER);
    goesOnToJava();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--check",
        "--debug",
        "--db",
        "another",
        "--db=fx/users.db",
        "--db=jdbc:sqlite:users.db",
        "--db=none/users.db",
        "--db=",
        "--db= ",
      })
  void whatIsOutOfTheOrdinaryIsLeftToTheProgram(String word) throws Exception {
    keep("a database");
    goesOnToJava(word);
    assertThat(database()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256sum", "find", "sort", "wc", "cp", "mv"})
  void withoutAToolItIsLeftToTheProgram(String tool) throws Exception {
    keep("a database");
    Files.delete(root.resolve("bin").resolve(tool));
    goesOnToJava();
    assertThat(database()).doesNotExist();
  }

  @Test
  void whatCanNotBeReadHasNoKey() throws Exception {
    Files.createSymbolicLink(fixtures.resolve("loop"), fixtures);
    goesOnToJava("--print-key");
  }
}
