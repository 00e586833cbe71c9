package dev.rollcall.importing;

import dev.rollcall.meaning.ParsedRow;
import dev.rollcall.meaning.ParsedRow.UserRow;
import dev.rollcall.meaning.RowCodec;
import dev.rollcall.runs.Part;
import dev.rollcall.staging.Cursor;
import dev.rollcall.staging.StagedRecords;
import dev.rollcall.user.UserColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a run into parts that take about as long, where the user changes. */
final class PartCut {

  /**
   * How much more there is for the last part of new users, in parts of a part: each of them comes
   * behind all others, and an index is quicker at its end. Measured with a million users in two.
   */
  private static final int LAST_MORE = 8;

  private final Cursor cursor;
  private final RowCodec codec;

  private PartCut(Cursor cursor, UserColumns users) {
    this.cursor = cursor;
    this.codec = new RowCodec(users);
  }

  /**
   * The parts of a run; itself, if it was cut before, has begun, or is so short that a part would
   * be less than a chunk.
   *
   * @param staged sorted by user
   * @param users the columns that users have
   * @param most how many parts at most
   * @param chunk how many rows a chunk has
   * @param lastIsQuicker whether the last of two is to have more, as there are no users yet
   */
  static List<Part> of(
      StagedRecords staged,
      UserColumns users,
      Part whole,
      int most,
      int chunk,
      boolean lastIsQuicker) {
    long rows = staged.records();
    long number = Math.min(most, rows / chunk);
    if (!whole.isWhole() || whole.position() > 0 || number < 2) {
      return List.of(whole);
    }
    PartCut cut = new PartCut(staged.from(0), users);
    long shares = number * LAST_MORE + (lastIsQuicker ? 1 : 0);
    List<Part> parts = new ArrayList<>();
    long first = 0;
    for (int i = 1; i <= number; i++) {
      long end = i == number ? rows : cut.behind(rows * i * LAST_MORE / shares);
      if (end > first) {
        parts.add(whole.of(parts.size() + 1, first, end - first));
        first = end;
      }
    }
    return parts.size() == 1 ? List.of(whole) : parts;
  }

  /** The first place behind this one where a row is of another user than the one before. */
  private long behind(long place) {
    cursor.passTo(place);
    @Nullable String last = null;
    while (cursor.next()) {
      ParsedRow row = codec.decode(cursor.line(), cursor.bytes(), cursor.payloadOffset());
      if (row instanceof UserRow userRow) {
        if (last != null && !last.equals(userRow.username())) {
          return cursor.position() - 1;
        }
        last = userRow.username();
      }
    }
    return cursor.position();
  }
}
