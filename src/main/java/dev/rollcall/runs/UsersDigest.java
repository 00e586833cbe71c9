package dev.rollcall.runs;

import dev.rollcall.text.TextsDigest;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of many users, in any order: the sum, modulo 2^256, of a SHA-256 of each. So one who
 * knows it before some changes knows it after them, without another look at all users. Two sets of
 * users with the same digest are the same, unless somebody has made an effort that they are not.
 *
 * <p>Of a user counts the username, what is in the columns of every user, and in the extra ones
 * that are asked for; not the id: another database gives another. Not thread-safe.
 */
public final class UsersDigest {

  /** By name, so that a digest that was noted says the same for as long as there are these. */
  private static final List<UserColumn> COLUMNS =
      UserColumn.OWN.stream().sorted(Comparator.comparing(UserColumn::word)).toList();

  private static final int BYTES = 32;

  private final List<ExtraColumn> extras;
  private final TextsDigest one = new TextsDigest();
  private final byte[] sum = new byte[BYTES];

  /**
   * @param extras the extra columns that count, but for secret ones
   */
  public UsersDigest(List<ExtraColumn> extras) {
    this.extras =
        extras.stream()
            .filter(column -> !column.isSecret())
            .sorted(Comparator.comparing(UserColumn::word))
            .toList();
  }

  public void add(User user) {
    byte[] bytes = of(user);
    int carry = 0;
    for (int i = BYTES - 1; i >= 0; i--) {
      carry += (sum[i] & 0xFF) + (bytes[i] & 0xFF);
      sum[i] = (byte) carry;
      carry >>= Byte.SIZE;
    }
  }

  private void remove(User user) {
    byte[] bytes = of(user);
    int carry = 0;
    for (int i = BYTES - 1; i >= 0; i--) {
      carry += (sum[i] & 0xFF) - (bytes[i] & 0xFF);
      sum[i] = (byte) carry;
      carry >>= Byte.SIZE;
    }
  }

  /** Makes it the digest of the users after a change of one of them. */
  public void apply(Change change) {
    if (change.before() != null) {
      remove(change.before());
    }
    if (change.after() != null) {
      add(change.after());
    }
  }

  /** Makes it the digest of the users before a change of one of them. */
  public void undo(Change change) {
    if (change.after() != null) {
      remove(change.after());
    }
    if (change.before() != null) {
      add(change.before());
    }
  }

  private byte[] of(User user) {
    one.add(user.username());
    for (UserColumn column : COLUMNS) {
      Object value = column.of(user);
      one.add(value == null ? null : value.toString());
    }
    for (ExtraColumn column : extras) {
      // Of users who are created, and of whom no row says it, the usual value.
      Object value = column.stored(user);
      if (value != null) {
        one.add(column.word());
        one.add(value.toString());
      }
    }
    return one.end();
  }

  /** In hexadecimal, of the users so far. */
  public String value() {
    return HexFormat.of().formatHex(sum);
  }
}
