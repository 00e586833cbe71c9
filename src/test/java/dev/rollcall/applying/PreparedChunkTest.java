package dev.rollcall.applying;

import static dev.rollcall.applying.ChunkWriterTest.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.database.FoundUsers;
import dev.rollcall.database.NextIds;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.reject.RejectCode;
import dev.rollcall.runs.Counts;
import dev.rollcall.user.User;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chunk that is prepared in parts, of users who were looked up before. */
class PreparedChunkTest {

  private static final NextIds FIRST = new NextIds(5, 70);

  @Test
  void partsComeToOneChunkWithIdsInTheirOrder() throws SQLException {
    try (Connection connection = ChunkWriterTest.database(false);
        ChunkDecider<Given> preparation = ChunkWriterTest.writer(false).prepare(FIRST)) {
      preparation.add(List.of(set(2, "ann", 1), set(1, "bob", 2)), null);
      preparation.reject(new Reject(4, RejectCode.COLUMN_COUNT, "short", Cells.NONE));
      preparation.add(List.of(set(3, "cyd", 3)), nobody());
      try (PreparedChunk chunk = preparation.finish()) {
        assertThat(chunk.after(FIRST)).isEqualTo(new NextIds(8, 73));
        assertThat(chunk.tally().counts(4).created()).isEqualTo(3);
        assertThat(chunk.tally().counts(4).rejected()).isEqualTo(1);
        chunk.write(connection);
      }
      assertThat(ChunkWriterTest.users(connection))
          .containsExactly("5 ann null 1", "6 bob null 2", "7 cyd null 3");
      assertThat(ChunkWriterTest.ledger(connection))
          .containsExactly(
              "2 5 ann nobody to 1 null", "1 6 bob nobody to 2 null", "3 7 cyd nobody to 3 null");
    }
  }

  @Test
  void aChunkThatCreatesUsersFitsOnlyTheNextIds() throws SQLException {
    try (ChunkDecider<Given> preparation = ChunkWriterTest.writer(false).prepare(FIRST)) {
      preparation.add(List.of(set(1, "ann", 1)), null);
      try (PreparedChunk chunk = preparation.finish()) {
        assertThat(chunk.fits(FIRST)).isTrue();
        assertThat(chunk.fits(new NextIds(6, 70))).isFalse();
        assertThat(chunk.fits(new NextIds(5, 71))).isFalse();
      }
    }
  }

  @Test
  void aChunkThatCreatesNobodyFitsAnyUsersId() throws SQLException {
    try (ChunkDecider<Given> preparation = ChunkWriterTest.writer(false).prepare(FIRST)) {
      FoundUsers found = new FoundUsers(2);
      found.show(0, new User(3, "ann", null, 1));
      preparation.add(List.of(set(1, "ann", 2), set(2, "bob", 7)), found);
      try (PreparedChunk chunk = preparation.finish()) {
        // Whom the look-up does not show is at rest: so bob.
        assertThat(chunk.tally().counts(2).updated()).isEqualTo(1);
        assertThat(chunk.tally().counts(2).unchanged()).isEqualTo(1);
        NextIds other = new NextIds(9, 70);
        assertThat(chunk.fits(other)).isTrue();
        assertThat(chunk.after(other)).isEqualTo(new NextIds(9, 71));
        assertThat(chunk.fits(new NextIds(5, 71))).isFalse();
      }
    }
  }

  @Test
  void aChunkThatChangesNothingFitsAnyIds() throws SQLException {
    try (ChunkDecider<Given> preparation = ChunkWriterTest.writer(false).prepare(FIRST)) {
      preparation.add(List.of(set(2, "bob", 7)), new FoundUsers(1));
      try (PreparedChunk chunk = preparation.finish()) {
        NextIds other = new NextIds(9, 81);
        assertThat(chunk.fits(other)).isTrue();
        assertThat(chunk.after(other)).isEqualTo(other);
      }
    }
  }

  @Test
  void whoWasChangedIsAtRestNoMore() throws SQLException {
    try (Connection connection = ChunkWriterTest.database(false);
        ChunkDecider<Given> preparation = ChunkWriterTest.writer(false).prepare(FIRST)) {
      User ann = new User(3, "ann", null, 1);
      FoundUsers found = new FoundUsers(5);
      found.show(1, ann);
      found.show(4, null);
      preparation.add(
          List.of(
              // The second one makes the third one a change, as he was level 1 when he was found.
              set(1, "ann", 1),
              set(2, "ann", 2),
              set(3, "ann", 1),
              set(4, "bob", 7),
              set(5, "cyd", 1)),
          found);
      try (PreparedChunk chunk = preparation.finish()) {
        Counts counts = chunk.tally().counts(5);
        assertThat(counts.unchanged()).isEqualTo(2);
        assertThat(counts.updated()).isEqualTo(2);
        assertThat(counts.created()).isEqualTo(1);
        chunk.write(connection);
      }
      assertThat(ChunkWriterTest.users(connection)).containsExactly("5 cyd null 1");
      assertThat(ChunkWriterTest.ledger(connection))
          .containsExactly(
              "2 3 ann 1 null to 2 null", "3 3 ann 2 null to 1 null", "5 5 cyd nobody to 1 null");
    }
  }

  private static FoundUsers nobody() {
    FoundUsers found = new FoundUsers(1);
    found.show(0, null);
    return found;
  }
}
