package dev.rollcall.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
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

  /** For the persistence provider. */
  protected User() {}

  public User(long id, String username, @Nullable String email, long level) {
    this.id = id;
    this.username = username;
    this.email = email;
    this.level = level;
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
}
