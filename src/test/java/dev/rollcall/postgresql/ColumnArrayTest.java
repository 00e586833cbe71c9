package dev.rollcall.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import dev.rollcall.proof.PostgreSqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The server gets each text of an array as it is, and in its place. */
class ColumnArrayTest {

  private static final List<String> LETTERS =
      List.of("a", "\u00e9", "\u4e2d", "\ud83d\ude00", "\u2400", "\"", "\\", "{", ",", "\n", " ");

  @Test
  void aServerGetsTheTextsThatWereSent() throws SQLException {
    try (Connection connection = PostgreSqlServer.get().bare().open();
        PreparedStatement statement =
            connection.prepareStatement("select unnest from unnest(?) with ordinality")) {
      Seeds.each(
          100,
          random -> {
            List<@Nullable String> texts = texts(random);
            statement.setArray(
                1, ColumnArray.texts(connection, texts.toArray(new @Nullable String[0])));
            assertThat(answers(statement)).isEqualTo(texts);
          });
    }
  }

  private static List<@Nullable String> answers(PreparedStatement statement) throws SQLException {
    List<@Nullable String> answers = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return answers;
  }

  private static List<@Nullable String> texts(Random random) {
    List<@Nullable String> texts = new ArrayList<>();
    int count = random.nextInt(4) == 0 ? 0 : random.nextInt(200);
    boolean anyMissing = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      texts.add(anyMissing && random.nextInt(5) == 0 ? null : text(random));
    }
    return texts;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int letters = random.nextInt(20);
    for (int i = 0; i < letters; i++) {
      text.append(LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return text.toString();
  }
}
