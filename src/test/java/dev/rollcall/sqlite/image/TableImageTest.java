package dev.rollcall.sqlite.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite reads out of an image what was put into it, and finds nothing wrong with the file. */
class TableImageTest {

  private static final int IMAGES = 40;
  private static final int MOST_ROWS = 60_000;

  @TempDir Path folder;

  private record Row(@Nullable Long number, @Nullable String text, @Nullable String longText) {}

  @Test
  void holdsEveryValueInItsOrder() {
    Seeds.each(
        IMAGES,
        random -> {
          List<Row> rows = new ArrayList<>();
          int count = random.nextInt(3) == 0 ? random.nextInt(MOST_ROWS) : random.nextInt(400);
          for (int i = 0; i < count; i++) {
            rows.add(new Row(number(random), text(random, 20), text(random, most(random, count))));
          }
          assertThat(readBack(write(rows))).isEqualTo(rows);
        });
  }

  /** One row a leaf, and one leaf more than a page has room to lead to. */
  @Test
  void noLeafIsLeftAlone() throws Exception {
    String text = "a".repeat(9_000);
    List<Row> rows = new ArrayList<>();
    for (long number = 0; number <= 1_091; number++) {
      rows.add(new Row(number, text, null));
    }
    assertThat(readBack(write(rows)).equals(rows)).isTrue();
  }

  private static int most(Random random, int count) {
    return count < 400 && random.nextInt(20) == 0 ? 70_000 : 40;
  }

  private static @Nullable Long number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> (long) random.nextInt(300) - 150;
      case 2 -> random.nextLong();
      // Round every power of two, where SQLite's numbers grow by a byte.
      default ->
          (random.nextBoolean() ? 1 : -1) * (1L << random.nextInt(63)) + random.nextInt(3) - 1;
    };
  }

  private static @Nullable String text(Random random, int most) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(10) == 0 ? 0x1F600 + random.nextInt(60) : 'a' + random.nextInt(26));
    }
    return text.toString();
  }

  private Path write(List<Row> rows) throws Exception {
    Path file = folder.resolve("image");
    Files.deleteIfExists(file);
    ImageForm form = ImageForm.of(List.of("number", "text", "long_text"));
    try (TableImage image = new TableImage(file, form)) {
      for (Row row : rows) {
        if (row.number() == null) {
          image.nothing();
        } else {
          image.number(row.number());
        }
        image.text(row.text());
        image.text(row.longText());
        image.endRow();
      }
      image.finish();
    }
    return file;
  }

  private static List<Row> readBack(Path file) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      try (ResultSet check = statement.executeQuery("pragma integrity_check")) {
        assertThat(check.getString(1)).isEqualTo("ok");
      }
      try (ResultSet result = statement.executeQuery("select * from rows order by rowid")) {
        while (result.next()) {
          long number = result.getLong(1);
          rows.add(
              new Row(result.wasNull() ? null : number, result.getString(2), result.getString(3)));
        }
      }
    }
    return rows;
  }
}
