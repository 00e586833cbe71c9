package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list by which the launcher knows that files are as they were when it hashed them. */
class SeedListTest extends SeedShell {

  private static final int MANY = 100;
  private static final long LONGEST_NANOS = 20_000_000_000L;

  /** The time of a change that is a while ago is one that no later change can have. */
  private Path listed() throws Exception {
    for (long end = System.nanoTime() + LONGEST_NANOS;
        Files.notExists(list()) && System.nanoTime() < end; ) {
      assertThat(seed().out()).startsWith("users.db");
    }
    assertThat(list()).exists();
    return list();
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
}
