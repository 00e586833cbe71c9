package dev.rollcall.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user. Immutable: a change makes another {@code User} with the same id, so that what was before
 * stays at hand until the transaction is through.
 *
 * <p>Ids are assigned by the program, never by the database: there is one writer, and generated ids
 * would switch off batching.
 */
@Entity
@Table(name = "users")
public class User {

  /** The longest username and e-mail address, in Unicode code points. */
  public static final int USERNAME_LENGTH = 50;

  public static final int EMAIL_LENGTH = 100;

  @Id private long id;
  private String username = "";
  private @Nullable String email;
  private long level;
  @Transient private Extras extras = Extras.NONE;

  /** For the persistence provider. */
  protected User() {}

  public User(long id, String username, @Nullable String email, long level) {
    this(id, username, email, level, Extras.NONE);
  }

  /** One who may have extra columns. */
  public User(long id, String username, @Nullable String email, long level, Extras extras) {
    this.id = id;
    this.username = username;
    this.email = email;
    this.level = level;
    this.extras = extras;
  }

  /** A user whose columns are read from somewhere. */
  public static <E extends Exception> User of(long id, String username, Columns<E> columns)
      throws E {
    return new User(
        id,
        username,
        columns.text(UserColumn.EMAIL),
        columns.number(UserColumn.LEVEL),
        columns.extras());
  }

  /** Where the columns of a user are read from. */
  public interface Columns<E extends Exception> {
    @Nullable String text(UserColumn column) throws E;

    long number(UserColumn column) throws E;

    Extras extras() throws E;
  }

  /** Another one who gets the columns of this one, as far as they are known. */
  public User over(User other) {
    return new User(other.id, other.username, email, level, extras.over(other.extras));
  }

  /** The same, with what this says of extra columns. */
  User with(Extras more) {
    return new User(id, username, email, level, more.over(extras));
  }

  /** Whether it has the same id and the same columns as another, as far as that one says them. */
  public boolean isSame(User other) {
    if (id != other.id) {
      return false;
    }
    for (UserColumn column : other.columns()) {
      if (!column.isSame(this, other)) {
        return false;
      }
    }
    return true;
  }

  public long id() {
    return id;
  }

  public String username() {
    return username;
  }

  public @Nullable String email() {
    return email;
  }

  public long level() {
    return level;
  }

  public Extras extras() {
    return extras;
  }

  /** All columns of the user. */
  public List<UserColumn> columns() {
    return extras.all();
  }
}
