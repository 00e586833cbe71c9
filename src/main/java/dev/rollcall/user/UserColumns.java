package dev.rollcall.user;

import dev.rollcall.reject.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that users have for whoever works with them: those of every user, those that the job
 * names, and others that the database is known to have. Immutable.
 */
public final class UserColumns {

  /** Those of every user. */
  public static final UserColumns OWN = new UserColumns(List.of(), 0);

  private final List<ExtraColumn> extras;
  private final List<ExtraColumn> named;
  private final List<UserColumn> all;
  private final List<UserColumn> readable;
  private final List<UserColumn> written;
  private final boolean foreseen;
  private final List<Field> fields;

  /**
   * @param extras in the order of their places
   * @param named how many of them, the first ones, are given to new users; of the others the
   *     database decides what they have
   */
  public UserColumns(List<ExtraColumn> extras, int named) {
    this.extras = List.copyOf(extras);
    this.named = this.extras.subList(0, named);
    this.fields = this.named.stream().map(ExtraColumn::field).toList();
    this.all = and(this.extras);
    this.written = and(this.named);
    this.foreseen = written.stream().allMatch(UserColumn::isForeseen);
    this.readable = all.stream().filter(column -> !column.isSecret()).toList();
  }

  private static List<UserColumn> and(List<ExtraColumn> extras) {
    List<UserColumn> columns = new ArrayList<>(UserColumn.OWN);
    columns.addAll(extras);
    return List.copyOf(columns);
  }

  public boolean hasExtras() {
    return !extras.isEmpty();
  }

  public List<ExtraColumn> extras() {
    return extras;
  }

  /** The extra columns that a job names, in its order. */
  public List<ExtraColumn> named() {
    return named;
  }

  /** The fields that say these. */
  public List<Field> fields() {
    return fields;
  }

  public List<UserColumn> all() {
    return all;
  }

  /** All that may be read: those that are not secret. */
  public List<UserColumn> readable() {
    return readable;
  }

  /** Whether there are some that may not be read. */
  boolean haveSecrets() {
    return readable.size() < all.size();
  }

  /** All that new users are given. */
  public List<UserColumn> written() {
    return written;
  }

  /** Whether the program knows all that new users have. */
  public boolean areForeseen() {
    return foreseen;
  }

  /**
   * All that a new user is given, the same object for most: of what nobody says of him, and only
   * the database knows, it decides.
   */
  public List<UserColumn> writtenOf(User user) {
    return foreseen
        ? written
        : written.stream()
            .filter(column -> column.isForeseen() || user.extras().says((ExtraColumn) column))
            .toList();
  }
}
