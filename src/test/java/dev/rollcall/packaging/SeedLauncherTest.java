package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.give;
import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.Seeds;
import dev.rollcall.files.FileCache;
import dev.rollcall.files.Sha256;
import dev.rollcall.files.WholeFile;
import dev.rollcall.packaging.Shell.Result;
import dev.rollcall.seeding.SeedFolder;
import dev.rollcall.seeding.SeedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private static final int MANY = 100;
  private static final long SETTLED_MILLIS = 2_500;
  private static final long LONGEST_NANOS = 20_000_000_000L;

  /** As short as one can be that says in its header that it is a seed. */
  private static final String DATABASE = "x".repeat(68) + "rcSd and so on";

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

  /** The time of a change that is a while ago is one that no later change can have. */
  private Path listed() throws Exception {
    for (long end = System.nanoTime() + LONGEST_NANOS;
        Files.notExists(list()) && System.nanoTime() < end; ) {
      assertThat(seed().out()).startsWith("users.db");
    }
    assertThat(list()).exists();
    return list();
  }

  private Path list() {
    return seeds.resolve(fixtures.toString().replace('/', '%') + ".files");
  }

  @Test
  void whatWasHashedAWhileAgoIsNotHashedAgain() throws Exception {
    keep(DATABASE);
    assertThat(seed().out()).startsWith("users.db");
    assertThat(list()).as("a change now could have the same time").doesNotExist();
    Path list = listed();
    assertThat(Files.getPosixFilePermissions(list)).hasSize(2);
    Path sha256sum = root.resolve("bin/sha256sum");
    Files.move(sha256sum, root.resolve("gone"));
    Files.delete(database());
    assertThat(seed().out()).startsWith("users.db");
    assertThat(database()).hasContent(DATABASE);
    assertThat(seed("--print-key").out()).isEqualTo(key() + "\n");
    // Another time for the ledger, a kept database that was changed, and one that is gone.
    shell.with("SOURCE_DATE_EPOCH", "1");
    goesOnToJava();
    shell.without("SOURCE_DATE_EPOCH");
    Path kept = seeds.resolve(key() + ".db");
    FileTime then = Files.getLastModifiedTime(kept);
    Files.writeString(kept, DATABASE);
    Files.setLastModifiedTime(kept, then);
    goesOnToJava();
    Files.move(root.resolve("gone"), sha256sum);
    assertThat(seed().out()).startsWith("users.db");
    Files.delete(list);
    Files.createSymbolicLink(list, root.resolve("elsewhere"));
    assertThat(seed().out()).startsWith("users.db");
    assertThat(root.resolve("elsewhere")).doesNotExist();
  }

  /** Each process takes about as long to start as a tenth of the copy of 100,000 users does. */
  @Test
  void aNewDatabaseOfAListedFolderTakesThreeProcesses() throws Exception {
    keep(DATABASE);
    listed();
    Files.delete(database());
    try (Stream<Path> tools = Files.list(root.resolve("bin"))) {
      for (Path tool : tools.toList()) {
        if (!List.of("sh", "find", "cat", "mv").contains(tool.getFileName().toString())) {
          Files.delete(tool);
        }
      }
    }
    assertThat(seed().out()).startsWith("users.db");
    assertThat(database()).hasContent(DATABASE);
  }

  @Test
  void aLongListIsTrustedAsAShortOneIs() throws Exception {
    for (int i = 0; i < MANY; i++) {
      Files.writeString(fixtures.resolve("users-" + i + ".csv"), "username\n");
    }
    keep(DATABASE);
    assertThat(Files.size(listed())).isGreaterThan(MANY * 50);
    Path sha256sum = root.resolve("bin/sha256sum");
    Files.move(sha256sum, root.resolve("gone"));
    assertThat(seed().out()).startsWith("users.db");
    Files.writeString(fixtures.resolve("users-7.csv"), "username\nann\n");
    goesOnToJava();
  }

  @Test
  void anEditIsFoundWhateverItsTimeSays() throws Exception {
    keep(DATABASE);
    Path users = fixtures.resolve("users.csv");
    Path list = listed();
    String listing = Files.readString(list);
    FileTime then = Files.getLastModifiedTime(users);
    Files.writeString(users, "username\nann\n");
    Files.setLastModifiedTime(users, then);
    Thread.sleep(SETTLED_MILLIS);
    assertThat(seed("--print-key").out()).isEqualTo(key() + "\n");
    goesOnToJava();
    Path other = Files.writeString(root.resolve("other.csv"), "username\nann\n");
    Files.setLastModifiedTime(other, then);
    Files.writeString(users, "username\nana\n");
    Files.setLastModifiedTime(users, then);
    assertThat(seed().out()).startsWith("users.db");
    Files.move(other, users, StandardCopyOption.REPLACE_EXISTING);
    goesOnToJava();
    // A touch changes nothing, and is listed in its turn.
    Files.writeString(users, "username\nana\n");
    assertThat(seed().out()).startsWith("users.db");
    Files.delete(list);
    assertThat(Files.readString(listed())).isNotEqualTo(listing);
    Files.createDirectory(fixtures.resolve("new"));
    assertThat(seed().out()).startsWith("users.db");
    Files.createFile(fixtures.resolve("new/notes.txt"));
    goesOnToJava();
    Files.delete(fixtures.resolve("new/notes.txt"));
    assertThat(seed().out()).startsWith("users.db");
    Files.move(users, fixtures.resolve("people.csv"));
    goesOnToJava();
  }

  @Test
  void whatCanNotBeReadHasNoKey() throws Exception {
    Files.createSymbolicLink(fixtures.resolve("loop"), fixtures);
    goesOnToJava("--print-key");
  }
}
