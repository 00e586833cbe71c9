package dev.rollcall.postgresql;

import dev.rollcall.database.KeptColumns;
import dev.rollcall.database.Writer;
import dev.rollcall.database.Writers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens writers beside the one that has the run lock.
 *
 * @param work what is done, to be seen on the server
 * @param kept the columns of the users
 * @param layout of their table
 */
record PostgresWriters(
    PostgresAddress address,
    String work,
    @Nullable Consumer<String> echo,
    KeptColumns kept,
    UsersLayout layout)
    implements Writers {

  /** One leaves a core idle while it decides; more than two have to share the server's. */
  private static final int WRITERS = 2;

  @Override
  public int most() {
    return WRITERS;
  }

  @Override
  public Writer open() {
    return PostgresWriter.open(address, work, echo, kept, layout);
  }

  @Override
  public boolean isFull(Throwable thrown) {
    return PostgresErrors.isFull(thrown);
  }

  @Override
  public boolean isLost(Throwable thrown) {
    return PostgresErrors.isLost(thrown);
  }
}
