package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.give;
import static dev.rollcall.packaging.Shell.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.files.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher answers of seeds by itself. */
class SeedLauncherTest extends SeedShell {

  private static final int OTHER = 54321;

  @Test
  void whatIsKeptIsCopiedWithoutJava() throws Exception {
    goesOnToJava();
    Path kept = keep(DATABASE);
    assertThat(seed().out()).isEqualTo("users.db: seeded from fx (copied)\n");
    assertThat(database()).hasContent(DATABASE);
    assertThat(Files.getAttribute(database(), "unix:nlink")).isEqualTo(1);
    assertThat(Files.getPosixFilePermissions(database())).hasSize(2);
    shell.with("ROLLCALL_DB", "of-environment.db");
    assertThat(seed("--quiet").out()).isEmpty();
    assertThat(shell.folder().resolve("of-environment.db")).hasContent(DATABASE);
    assertThat(seed("--db=sub.db", "-q").code()).isZero();
    assertThat(shell.folder().resolve("sub.db")).hasContent(DATABASE);
    assertThat(kept).hasContent(DATABASE);
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
    keep(DATABASE);
    String key = key();
    assertThat(seed("--print-key").out()).isEqualTo(key + "\n");
    Files.writeString(root.resolve("elsewhere.csv"), "username\nbea\n");
    assertThat(seed("--print-key").out()).isEqualTo(key() + "\n").isNotEqualTo(key + "\n");
    // What is behind a link may change without a trace in the folder: nothing is listed.
    keep(DATABASE);
    Thread.sleep(SETTLED_MILLIS);
    assertThat(seed().out()).startsWith("users.db");
    assertThat(list()).doesNotExist();
  }

  @Test
  void whatIsNotAsItWasKeptIsLeftToTheProgram() throws Exception {
    Path kept = keep(DATABASE);
    FileTime then = Files.getLastModifiedTime(kept);
    Files.writeString(kept, "y".repeat(DATABASE.length()));
    Files.setLastModifiedTime(kept, FileTime.fromMillis(4_000_000_000_000L));
    goesOnToJava();
    Files.writeString(kept, "short");
    Files.setLastModifiedTime(kept, then);
    goesOnToJava();
    Files.delete(kept);
    goesOnToJava();
    keep(DATABASE);
    assertThat(seed().out()).startsWith("users.db");
    Files.delete(seeds.resolve(key() + ".ok"));
    goesOnToJava();
  }

  @Test
  void somebodyElsesIsLeftToTheProgram() throws Exception {
    Path kept = keep(DATABASE);
    give(kept, OTHER);
    goesOnToJava();
    Files.delete(kept);
    keep(DATABASE);
    give(seeds, OTHER);
    goesOnToJava();
    give(seeds, 0);
    assertThat(seed().out()).startsWith("users.db");
    give(database(), OTHER);
    goesOnToJava();
  }

  @Test
  void aLinkInTheCacheIsLeftToTheProgram() throws Exception {
    Path kept = keep(DATABASE);
    Files.move(kept, root.resolve("moved"));
    Files.createSymbolicLink(kept, root.resolve("moved"));
    goesOnToJava();
  }

  @Test
  void onlyASeedThatNobodyHasOpenIsReplaced() throws Exception {
    keep(DATABASE);
    Files.writeString(database(), "a letter");
    goesOnToJava();
    assertThat(database()).hasContent("a letter");
    Files.writeString(database(), DATABASE + " and more");
    assertThat(seed().code()).isZero();
    assertThat(database()).hasContent(DATABASE);
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
  void whatADeadProcessHasLeftIsLeftToTheProgram() throws Exception {
    keep(DATABASE);
    Path left =
        Files.createFile(
            shell.folder().resolve(".users.db.c0ffee00-0000-4000-8000-000000000001.part"));
    goesOnToJava();
    WholeFile.discardLeftovers(database());
    assertThat(left).doesNotExist();
    assertThat(seed().out()).startsWith("users.db");
  }

  /** In a folder that others may write, at any moment of the copying. */
  @ParameterizedTest
  @ValueSource(strings = {"cat", "chmod"})
  void aLinkInThePlaceOfTheCopyIsNotWrittenThrough(String tool) throws Exception {
    keep("a database");
    Files.writeString(database(), "");
    Path precious = Files.writeString(root.resolve("precious"), "precious");
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(precious);
    Path bin = root.resolve("bin");
    Files.move(bin.resolve(tool), root.resolve(tool));
    script(
        bin.resolve(tool),
        "for part in .users.db.*.part; do",
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
    Path mine =
        Files.writeString(shell.folder().resolve(".users.db.of-the-1st-of-march.part"), "mine");
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
    keep(DATABASE);
    goesOnToJava(word);
    assertThat(database()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256sum", "find", "sort", "cat", "mv"})
  void withoutAToolItIsLeftToTheProgram(String tool) throws Exception {
    keep(DATABASE);
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
