package dev.rollcall.user;

import dev.rollcall.reject.Field;
import org.jspecify.annotations.Nullable;

/** A column that the users of a database have beyond those of every user. */
public final class ExtraColumn extends UserColumn {

  /** How many of them a database may have, and a job may name. */
  public static final int MOST = 16;

  /** The longest text in one, in Unicode code points. */
  public static final int LONGEST = 1_000;

  /** The largest number in one, and the smallest. */
  public static final long LARGEST = 999_999_999_999_999_999L;

  private final Field field;
  private final int longest;
  private final Usual usual;

  /**
   * @param field that says it; its place is the column's among the extra ones
   * @param text whether it holds texts, else whole numbers
   * @param longest the longest text in it, in Unicode code points
   * @param usual what a new user has in it of whom nobody says it
   */
  public ExtraColumn(Field field, boolean text, int longest, Usual usual) {
    super(OWN.size() + index(field), field.word(), field.word(), text, false);
    this.field = field;
    this.longest = Math.min(longest, LONGEST);
    this.usual = usual;
  }

  private static int index(Field field) {
    return field.place() - Field.OWN.size();
  }

  /** Where it is among the extra columns, from 0. */
  int index() {
    return index(field);
  }

  /** The field of a job that says it. */
  public Field field() {
    return field;
  }

  /** The longest text in it, in Unicode code points. */
  public int longest() {
    return longest;
  }

  /** What a new user has in it of whom nobody says it. */
  public Usual usual() {
    return usual;
  }

  @Override
  public boolean isForeseen() {
    return usual.isFixed();
  }

  @Override
  public boolean isSecret() {
    return field.isSecret();
  }

  @Override
  public @Nullable Object of(User user) {
    return user.extras().of(this);
  }

  @Override
  public @Nullable Object stored(User user) {
    Object value = user.extras().says(this) ? of(user) : usual.value();
    return value instanceof Secret secret ? secret.value() : value;
  }

  @Override
  public <E extends Exception> void give(User user, Taker<E> taker) throws E {
    give(stored(user), taker);
  }

  @Override
  public <E extends Exception> void give(NewValues values, Taker<E> taker) throws E {
    give(values.extras().of(this), taker);
  }

  private static <E extends Exception> void give(@Nullable Object value, Taker<E> taker) throws E {
    if (value instanceof Long number) {
      taker.number(number);
    } else {
      taker.text((String) value);
    }
  }

  @Override
  public boolean isSetBy(NewValues values) {
    return values.extras().says(this);
  }

  /** What is secret can't be compared, and is nobody's reason to leave a user alone. */
  @Override
  public boolean isSame(User one, User other) {
    return isSecret() || !differs(one, other);
  }

  @Override
  public User taken(User from, User user) {
    return user.with(from.extras().only(this));
  }

  @Override
  public boolean differs(User before, User after) {
    return after.extras().says(this)
        && !(before.extras().says(this)
            && Extras.same(before.extras().of(this), after.extras().of(this)));
  }
}
