package dev.rollcall.applying;

import dev.rollcall.database.Foresight;
import dev.rollcall.database.Ledger;
import dev.rollcall.database.Rehearsal;
import dev.rollcall.database.UserTable;
import dev.rollcall.database.UsersAhead;
import dev.rollcall.database.Work;
import dev.rollcall.database.Writers;
import dev.rollcall.reject.Field;
import dev.rollcall.runs.Run;
import dev.rollcall.runs.RunRepository;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database with its users and its ledger: entities, and past them the connection that the
 * entities' own transaction is on, so that both commit together.
 *
 * @param name as the user gave it, for messages
 * @param entityManager joins whatever transaction is under way
 * @param transactionManager of the entity manager; the connection is the one that Spring Batch's
 *     tables are also written with
 * @param ahead null where nobody can read while a transaction is under way
 * @param writers null where nobody else may write while a transaction is under way
 * @param foresight for one who prepares writes; a new one for each
 * @param rehearsal for work that will be undone
 * @param disturbed whether what went wrong is only that another program has written at the same
 *     time
 * @param sync makes sure that all that was committed survives a loss of power; to be done before
 *     anything is deleted that could repeat it
 */
public record UserDatabase(
    String name,
    EntityManager entityManager,
    PlatformTransactionManager transactionManager,
    RunRepository runs,
    UserTable users,
    Ledger ledger,
    @Nullable UsersAhead ahead,
    @Nullable Writers writers,
    Supplier<Foresight> foresight,
    Rehearsal rehearsal,
    Predicate<Throwable> disturbed,
    Runnable sync) {

  /** How often work is disturbed at one place before it is given up. */
  public static final int MOST_DISTURBED = 10;

  /**
   * From now on users have the extra columns that a job names, and others that the database is
   * known to have.
   *
   * @throws dev.rollcall.problem.Failure {@code COLUMN_UNUSABLE}
   */
  public void keep(List<Field> named) {
    execute(connection -> users.keep(connection, named));
  }

  /** From now on users have all extra columns that the database is known to have. */
  public void keepKnown() {
    execute(users::keepKnown);
  }

  /**
   * The same, but that everything is done on its connection: what is not committed is seen there.
   */
  public UserDatabase withoutAhead() {
    return new UserDatabase(
        name,
        entityManager,
        transactionManager,
        runs,
        users,
        ledger,
        null,
        null,
        foresight,
        rehearsal,
        disturbed,
        sync);
  }

  /** Does the work on the connection of the transaction under way. */
  public void execute(Work.Task task) {
    entityManager.unwrap(Session.class).doWork(task::on);
  }

  /** Does the work in a transaction of its own, and commits it. */
  public <T> T inTransaction(Supplier<T> work) {
    return answer(new TransactionTemplate(transactionManager).execute(status -> work.get()));
  }

  /**
   * The same for work that can be done once more: if another program has written meanwhile what the
   * work writes, nothing of it is there, and it begins anew; but not for ever.
   */
  public <T> T untilUndisturbed(Supplier<T> work) {
    for (int time = 1; ; time++) {
      try {
        return inTransaction(work);
      } catch (RuntimeException e) {
        if (time == MOST_DISTURBED || !disturbed.test(e)) {
          throw e;
        }
      }
    }
  }

  /** Does the work in a transaction of its own, and undoes it. */
  public <T> T undone(Supplier<T> work) {
    return answer(
        new TransactionTemplate(transactionManager)
            .execute(
                status -> {
                  status.setRollbackOnly();
                  return work.get();
                }));
  }

  /**
   * Does work of a run in the transaction under way, which will be undone: so the database need not
   * keep what is written, nor show what belongs to other runs.
   */
  public <T> T rehearsed(Run run, Supplier<T> work) {
    execute(connection -> rehearsal.begin(connection, run.id(), run.changesAfter()));
    try {
      return work.get();
    } finally {
      rehearsal.end();
    }
  }

  /** The same for work that has no answer. */
  public void rehearsed(Run run, Runnable work) {
    rehearsed(
        run,
        () -> {
          work.run();
          return run;
        });
  }

  private static <T> T answer(@Nullable T result) {
    if (result == null) {
      throw new IllegalStateException("the transaction gave no answer");
    }
    return result;
  }

  /** The same for work that has an answer. */
  public <T> T onConnection(Work<T> work) {
    return entityManager.unwrap(Session.class).doReturningWork(work::on);
  }

  /** The run, managed by the transaction under way: what is changed in it commits with it. */
  public Run run(long id) {
    // Asked for once a chunk; through the repository's layers it takes three times as long.
    Run run = entityManager.find(Run.class, id);
    if (run == null) {
      throw new IllegalStateException("run " + id + " is gone from the ledger");
    }
    return run;
  }
}
