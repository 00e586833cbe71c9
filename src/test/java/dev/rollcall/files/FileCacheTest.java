package dev.rollcall.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {

  private static final String KEY = "0a";
  private static final FileTime LATER = FileTime.fromMillis(4_000_000_000_000L);

  @TempDir private Path folder;
  private int made;

  private Path make(Path in) throws IOException {
    made++;
    return Files.writeString(in.resolve("made"), "content");
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws IOException {
    FileCache cache = new FileCache(folder.resolve("new/cache"));
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    assertThat(made).isEqualTo(1);
    cache.get("0b", this::make);
    assertThat(made).isEqualTo(2);
  }

  @Test
  void whatWasChangedCutOffOrLostIsMadeAgain() throws IOException {
    FileCache cache = new FileCache(folder);
    Path database = cache.get(KEY, this::make);
    Path note = folder.resolve(KEY + ".ok");
    FileTime then = Files.getLastModifiedTime(database);
    Files.writeString(database, "other!!");
    Files.setLastModifiedTime(database, LATER);
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    // As a cache of a CI system may restore it: with the times of before.
    Files.writeString(database, "cont");
    Files.setLastModifiedTime(database, then);
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    Files.writeString(database, "Content");
    Files.setLastModifiedTime(database, then);
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    Files.delete(note);
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    Files.writeString(note, "");
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    Files.delete(database);
    assertThat(cache.get(KEY, this::make)).hasContent("content");
    Files.move(database, folder.resolve("elsewhere"));
    Files.createSymbolicLink(database, folder.resolve("elsewhere"));
    assertThat(cache.get(KEY, this::make)).hasContent("content").isRegularFile();
    assertThat(Files.isSymbolicLink(database)).isFalse();
    assertThat(made).isEqualTo(8);
  }

  @Test
  void whatFailsLeavesNothingAndNeitherDoesWhatDied() throws IOException {
    FileCache cache = new FileCache(folder);
    Path died = Files.createDirectory(folder.resolve("0c.building"));
    Files.writeString(died.resolve("made.db"), "half");
    Path others = Files.createDirectory(folder.resolve("1c.building"));
    Files.writeString(others.resolve("made.db"), "half");
    assertThatThrownBy(
            () ->
                cache.get(
                    KEY,
                    in -> {
                      make(in);
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock-0", "1c.building");
    }
    cache.get(KEY, this::make);
    assertThat(others).doesNotExist();
  }

  @Test
  void beyondItsSizeThoseGoThatNobodyAskedForLongest() throws IOException {
    FileCache cache = new FileCache(folder, 3L * "content".length());
    for (int i = 1; i <= 3; i++) {
      cache.get("0" + i, this::make);
      age("0" + i, i);
    }
    cache.get("01", this::make);
    cache.get("04", this::make);
    assertThat(folder.resolve("02.db")).doesNotExist();
    assertThat(folder.resolve("02.ok")).doesNotExist();
    assertThat(folder.resolve("01.db")).exists();
    assertThat(folder.resolve("03.db")).exists();
    assertThat(folder.resolve("04.db")).exists();
  }

  private void age(String key, long millis) throws IOException {
    for (String ending : new String[] {".db", ".ok"}) {
      Files.setLastModifiedTime(folder.resolve(key + ending), FileTime.fromMillis(millis));
    }
  }
}
