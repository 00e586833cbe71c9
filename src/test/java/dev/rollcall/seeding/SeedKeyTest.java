package dev.rollcall.seeding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedKeyTest {

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String key() {
    return SeedKey.of(SeedFolder.read(folder), "program", "");
  }

  @Test
  void anEditOfAnyFileOrNameChangesItAndATouchDoesNot() throws IOException {
    Path users = write("users.csv", "username\nana\n");
    write("notes/readme.txt", "not imported, but a part of the folder");
    String key = key();
    Files.setLastModifiedTime(users, FileTime.fromMillis(0));
    assertThat(key()).isEqualTo(key);
    write("users.csv", "username\nbob\n");
    assertThat(key()).isNotEqualTo(key);
    write("users.csv", "username\nana\n");
    assertThat(key()).isEqualTo(key);
    write("notes/readme.txt", "");
    assertThat(key()).isNotEqualTo(key);
    write("notes/readme.txt", "not imported, but a part of the folder");
    Files.move(users, folder.resolve("others.csv"));
    assertThat(key()).isNotEqualTo(key);
    Files.move(folder.resolve("others.csv"), users);
    write("seed.yaml", "import: { from: users.csv }\n");
    assertThat(key()).isNotEqualTo(key);
  }

  @Test
  void itIsOfTheProgramAndTheTimeToo() throws IOException {
    write("users.csv", "username\nana\n");
    SeedFolder files = SeedFolder.read(folder);
    assertThat(SeedKey.of(files, "another program", "")).isNotEqualTo(key());
    assertThat(SeedKey.of(files, "program", "1")).isNotEqualTo(key());
  }

  /** Two files do not make the same as one whose name or content is the two together. */
  @Test
  void namesAndContentsAreKeptApart() throws IOException {
    write("a", "b");
    write("c", "");
    String key = key();
    Files.delete(folder.resolve("c"));
    write("a", "bc");
    assertThat(key()).isNotEqualTo(key);
    Files.delete(folder.resolve("a"));
    write("ab", "");
    write("c", "");
    assertThat(key()).isNotEqualTo(key);
  }
}
