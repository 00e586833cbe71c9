package dev.rollcall.applying;

import dev.rollcall.runs.Ledger;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunRepository;
import dev.rollcall.user.UserTable;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The database with its users and its ledger: entities, and past them the connection that the
 * entities' own transaction is on, so that both commit together.
 *
 * @param entityManager joins whatever transaction is under way
 * @param transactionManager of the entity manager; the connection is the one that Spring Batch's
 *     tables are written with, too
 */
public record UserDatabase(
    EntityManager entityManager,
    PlatformTransactionManager transactionManager,
    RunRepository runs,
    UserTable users,
    Ledger ledger) {

  /** Work on the connection of the transaction under way. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Work that has no answer. */
  public interface Task {
    void on(Connection connection) throws SQLException;
  }

  public void execute(Task task) {
    entityManager.unwrap(Session.class).doWork(task::on);
  }

  public <T> T onConnection(Work<T> work) {
    return entityManager.unwrap(Session.class).doReturningWork(work::on);
  }

  /** The run, managed by the transaction under way: what is changed in it commits with it. */
  public Run run(long id) {
    Run run = runs.findById(id);
    if (run == null) {
      throw new IllegalStateException("run " + id + " is gone from the ledger");
    }
    return run;
  }
}
