package dev.rollcall.wiring;

import dev.rollcall.applying.UserDatabase;
import dev.rollcall.database.Database;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.problem.Failure;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that is open for writing, with the entities and transactions on it. */
final class OpenDatabase implements AutoCloseable {

  private final Database database;
  private final WritableDatabase opened;
  private final DataSource dataSource;
  private final PersistenceAhead persistence;

  private OpenDatabase(
      Database database,
      WritableDatabase opened,
      DataSource dataSource,
      PersistenceAhead persistence) {
    this.database = database;
    this.opened = opened;
    this.dataSource = dataSource;
    this.persistence = persistence;
  }

  /** Opens the database; see {@link ImportSession#open}. */
  static OpenDatabase of(Database database, ImportSession.Options options) {
    DelegatingDataSource dataSource = new DelegatingDataSource();
    PersistenceAhead persistence = PersistenceAhead.begin(database, dataSource);
    try {
      WritableDatabase opened = database.write(options.work(), options.patience(), options.echo());
      dataSource.setTargetDataSource(opened.dataSource());
      return new OpenDatabase(database, opened, dataSource, persistence);
    } catch (RuntimeException e) {
      persistence.close();
      throw e;
    }
  }

  /**
   * The same for what makes no sense without a database.
   *
   * @throws Failure also {@code DATABASE_UNUSABLE} if there is none
   */
  static OpenDatabase existing(Database database, ImportSession.Options options) {
    database.require();
    return of(database, options);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Waits until it is made. */
  Persistence persistence() {
    return persistence.get();
  }

  UserDatabase users() {
    Persistence made = persistence();
    return new UserDatabase(
        database.name(),
        made.entityManager(),
        made.transactionManager(),
        made.runs(),
        opened.users(),
        opened.ledger(),
        opened.ahead(),
        opened.writers(),
        opened::foresight,
        opened.rehearsal(),
        database::isDisturbance,
        opened::sync);
  }

  /** Makes a message of whatever goes wrong. */
  Function<Throwable, Failure> explain() {
    return database::explain;
  }

  /**
   * Gives everything back, whatever fails of it.
   *
   * @throws Failure if any of it failed
   */
  @Override
  public void close() {
    try (opened;
        persistence) {
      // The entities first: they are on the connection.
    }
  }
}
