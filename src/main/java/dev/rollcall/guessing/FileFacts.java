package dev.rollcall.guessing;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.CsvReader;
import dev.rollcall.csv.Input;
import dev.rollcall.csv.Row;
import dev.rollcall.problem.Failure;
import dev.rollcall.reject.Field;
import dev.rollcall.text.Blanks;
import dev.rollcall.user.User;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only the whole file tells.
 *
 * @param rows how many there are, the last lines that are none among them
 * @param last the last of them, at most {@value #LAST}
 * @param wrong how many rows have another number of cells, or a fault of their form
 * @param twice how many rows name a user whom a row before has named
 * @param caseTwice how many names differ from another only in case or Unicode form
 * @param addressTwice how many addresses another user has too
 * @param tooLong how many names are longer than they may be
 * @param lowest the lowest level that a row sets; above the highest if none does
 * @param highest the highest
 * @param otherWords how many rows have a level that is neither a number nor one of the words
 * @param counted whether all names and addresses were compared, not only the first ones
 * @param failure why it can't be read to its end; null if it can
 */
record FileFacts(
    long rows,
    List<List<String>> last,
    long wrong,
    long twice,
    long caseTwice,
    long addressTwice,
    long tooLong,
    long lowest,
    long highest,
    long otherWords,
    boolean counted,
    @Nullable Failure failure) {

  private static final int LAST = 3;

  /** Reads it all. */
  static FileFacts of(Input input, CsvFormat format, Roles roles) {
    Tally tally = new Tally(roles);
    Failure failure = null;
    try (CsvReader reader = CsvReader.open(input, format, null)) {
      Row row;
      while ((row = reader.next()) != null) {
        tally.take(row);
      }
    } catch (Failure e) {
      failure = e;
    }
    return new FileFacts(
        tally.rows,
        List.copyOf(tally.last),
        tally.wrong,
        tally.twice,
        tally.caseTwice,
        tally.addressTwice,
        tally.tooLong,
        tally.lowest,
        tally.highest,
        tally.otherWords,
        !tally.names.isFull() && !tally.addresses.isFull(),
        failure);
  }

  /** Counts as rows go by. */
  private static final class Tally {
    private final int username;
    private final int email;
    private final int level;
    private final Set<String> words;
    private final HashedTexts names = new HashedTexts();
    private final HashedTexts foldedNames = new HashedTexts();
    private final HashedTexts addresses = new HashedTexts();
    private final Deque<List<String>> last = new ArrayDeque<>();
    private long rows;
    private long wrong;
    private long twice;
    private long caseTwice;
    private long addressTwice;
    private long tooLong;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private long otherWords;

    Tally(Roles roles) {
      ColumnFacts levels = roles.column(Field.LEVEL);
      this.username = roles.at(Field.USERNAME);
      this.email = roles.at(Field.EMAIL);
      this.level = roles.at(Field.LEVEL);
      this.words = levels == null ? Set.of() : levels.values().keySet();
    }

    void take(Row row) {
      rows++;
      wrong += row.malformed() == null ? 0 : 1;
      if (last.size() == LAST) {
        last.removeFirst();
      }
      last.add(row.cells());
      level(cell(row, level));
      String name = cell(row, username);
      boolean again = !name.isEmpty() && names.meet(name);
      if (again) {
        twice++;
      } else if (!name.isEmpty()) {
        caseTwice += foldedNames.meet(folded(name)) ? 1 : 0;
        tooLong += name.codePointCount(0, name.length()) > User.USERNAME_LENGTH ? 1 : 0;
        String address = cell(row, email);
        addressTwice += !address.isEmpty() && addresses.meet(folded(address)) ? 1 : 0;
      }
    }

    /** A sign moves a level, and says nothing of how high levels are. */
    private void level(String cell) {
      if (ColumnFacts.INTEGER.matcher(cell).matches()) {
        if (Character.isDigit(cell.charAt(0))) {
          long number = Long.parseLong(cell.replaceFirst("\\..*", ""));
          lowest = Math.min(lowest, number);
          highest = Math.max(highest, number);
        }
      } else if (!cell.isEmpty()
          && !Vocabulary.NOTHING.contains(cell)
          && !words.contains(cell.toLowerCase(Locale.ROOT))) {
        otherWords++;
      }
    }

    private static String cell(Row row, int at) {
      return at < 0 || at >= row.size() ? "" : Blanks.strip(row.cell(at));
    }

    private static String folded(String text) {
      return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
  }
}
