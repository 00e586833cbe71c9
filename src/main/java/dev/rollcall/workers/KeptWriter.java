package dev.rollcall.workers;

import dev.rollcall.database.Foresight;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.Work;
import dev.rollcall.database.Writer;
import dev.rollcall.database.Writers;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a writer that is closed for whoever opens the next one, if nothing went wrong with it: the
 * server spends as much on a new connection as on some thousand rows. For one writer at a time.
 */
final class KeptWriter implements Writers, AutoCloseable {

  private final Writers writers;
  private @Nullable Writer kept;

  KeptWriter(Writers writers) {
    this.writers = writers;
  }

  @Override
  public int most() {
    return writers.most();
  }

  @Override
  public Writer open() {
    Writer writer = kept == null ? writers.open() : kept;
    kept = null;
    return new Lent(writer);
  }

  @Override
  public boolean isFull(Throwable thrown) {
    return writers.isFull(thrown);
  }

  @Override
  public boolean isLost(Throwable thrown) {
    return writers.isLost(thrown);
  }

  /** Closes the one that is kept; the next one is opened anew. */
  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  private final class Lent implements Writer {

    private final Writer writer;
    private boolean sound = true;

    Lent(Writer writer) {
      this.writer = writer;
    }

    @Override
    public UserTable users() {
      return writer.users();
    }

    @Override
    public Ledger ledger() {
      return writer.ledger();
    }

    @Override
    public Foresight foresight() {
      return writer.foresight();
    }

    @Override
    public <T> T inTransaction(Work<T> work) throws SQLException {
      sound = false;
      T result = writer.inTransaction(work);
      sound = true;
      return result;
    }

    @Override
    public void close() {
      if (sound) {
        kept = writer;
      } else {
        writer.close();
      }
    }
  }
}
