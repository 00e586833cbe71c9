package dev.rollcall.meaning;

import dev.rollcall.applying.Item;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Reject;
import dev.rollcall.user.LevelChange;
import dev.rollcall.user.NewValues;
import org.jspecify.annotations.Nullable;

/** A row that has been read for its meaning: it has one, or it is a reject. */
public sealed interface ParsedRow {

  /** Where the row begins in the input. */
  long line();

  /** Whom it names; null if nobody. */
  @Nullable String username();

  /**
   * A row that says what is to become of a user.
   *
   * @param cells as delivered, for the case that the row is rejected later
   * @param meant what they mean; the same object where the job says no more of them
   * @param username stripped, 1 to 50 code points
   * @param plain whether both cells and meant are known to be plain; see {@link
   *     dev.rollcall.text.Blanks#isPlain}
   */
  record UserRow(
      long line,
      Cells cells,
      Cells meant,
      String username,
      Action action,
      NewValues values,
      boolean plain)
      implements ParsedRow, Item {

    /** Of cells that mean what they say. */
    public UserRow(long line, Cells cells, String username, Action action, NewValues values) {
      this(line, cells, cells, username, action, values, false);
    }

    /** Kept with the change; null if the row gives none. */
    public @Nullable String reason() {
      String reason = meant.reason();
      return reason == null || reason.isEmpty() || reason.equals(Cells.NULL) ? null : reason;
    }

    @Override
    public boolean isRelative() {
      return action != Action.DELETE
          && values.level() instanceof LevelChange.By by
          && by.steps() != 0;
    }
  }

  /**
   * A row that can't be applied whatever the users are.
   *
   * @param username whom it names all the same
   */
  record Invalid(Reject reject, @Nullable String username) implements ParsedRow {
    @Override
    public long line() {
      return reject.line();
    }
  }
}
