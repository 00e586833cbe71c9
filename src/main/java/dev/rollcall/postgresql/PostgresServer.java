package dev.rollcall.postgresql;

import dev.rollcall.database.CopyTarget;
import dev.rollcall.database.Database;
import dev.rollcall.database.Echo;
import dev.rollcall.database.Hindrance;
import dev.rollcall.database.ReadableDatabase;
import dev.rollcall.database.Schema;
import dev.rollcall.database.SeedFile;
import dev.rollcall.database.UserFigures;
import dev.rollcall.database.Work;
import dev.rollcall.database.WorkerDatabase;
import dev.rollcall.database.WritableDatabase;
import dev.rollcall.database.sql.LedgerCheck;
import dev.rollcall.database.sql.RunRows;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reporting.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.dialect.PostgreSQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * A database on a PostgreSQL server, 14 or newer. Files that belong to it, such as rejects, are
 * made in the folder where the command is run.
 */
public final class PostgresServer implements Database {

  private final PostgresAddress address;
  private final Function<Path, Database> standIn;

  private PostgresServer(PostgresAddress address, Function<Path, Database> standIn) {
    this.address = address;
    this.standIn = standIn;
  }

  /**
   * Reads an address; connects to nothing.
   *
   * @param address {@code postgresql://HOST/DATABASE}, with or without {@code jdbc:} before it
   * @param standIn makes an empty database in a file
   * @throws Failure {@code USAGE} if it is none, or has a password in it
   */
  public static PostgresServer of(String address, Function<Path, Database> standIn) {
    return new PostgresServer(PostgresAddress.of(address), standIn);
  }

  @Override
  public String name() {
    return address.name();
  }

  @Override
  public String address() {
    return address.name();
  }

  @Override
  public Path path() {
    return Path.of(System.getProperty("user.dir", ""), address.fileName()).toAbsolutePath();
  }

  @Override
  public boolean exists() {
    return readSchema(null, Schema::status).state() != Schema.State.EMPTY;
  }

  @Override
  public void require(String advice) {
    if (!exists()) {
      throw Failure.at(
          ProblemCode.DATABASE_UNUSABLE,
          Place.of(address.name()),
          "there are no tables in it",
          advice);
    }
  }

  @Override
  public WritableDatabase write(String work, Duration patience, @Nullable Consumer<String> echo) {
    return PostgresWriting.open(address, work, patience, echo);
  }

  @Override
  public WorkerDatabase work(String work, @Nullable Consumer<String> echo) {
    return PostgresWork.open(address, work, echo);
  }

  @Override
  public ReadableDatabase read(@Nullable Consumer<String> echo) {
    return PostgresReading.open(address, echo);
  }

  @Override
  public Snapshot snapshot() {
    return PostgresSnapshot.open(address);
  }

  @Override
  public <T> T readSchema(@Nullable Consumer<String> echo, Function<Schema, T> work) {
    try (OneConnection opened = OneConnection.open(address, "reads the schema", false)) {
      return work.apply(new PostgresSchema(address.name(), Echo.of(opened, echo)));
    }
  }

  @Override
  public <T> T changeSchema(@Nullable Consumer<String> echo, Function<Schema, T> work) {
    String what = "a change of the schema";
    try (OneConnection opened = OneConnection.open(address, what, true)) {
      AdvisoryLock.take(opened, address.name(), Duration.ZERO);
      return work.apply(new PostgresSchema(address.name(), Echo.of(opened, echo)));
    }
  }

  @Override
  public CopyTarget copyTarget(@Nullable Consumer<String> echo) {
    return PostgresCopyTarget.open(address, echo);
  }

  @Override
  public UserFigures figures() {
    require("check the address");
    try (PostgresSnapshot snapshot = PostgresSnapshot.open(address)) {
      return snapshot.figures();
    }
  }

  @Override
  public List<Long> newestRuns(int most) {
    return ask(connection -> RunRows.newest(connection, most));
  }

  @Override
  public @Nullable String lastCompleted(String job) {
    return ask(connection -> RunRows.lastCompleted(connection, job)).orElse(null);
  }

  private <T> T ask(Work<T> question) {
    try (OneConnection opened = OneConnection.open(address, "reads", false)) {
      return Work.ask(opened, question, e -> PostgresErrors.explain(e, address.name()));
    }
  }

  @Override
  public Database standIn(Path folder) {
    return standIn.apply(folder.resolve("users.db"));
  }

  @Override
  public SeedFile seed() {
    throw NotYet.on(address, "seeds");
  }

  @Override
  public String hibernateDialect() {
    return PostgreSQLDialect.class.getName();
  }

  @Override
  public String batchType() {
    return "POSTGRES";
  }

  @Override
  public boolean isDisturbance(Throwable thrown) {
    return PostgresErrors.isDisturbed(thrown);
  }

  @Override
  public Hindrance hindrance(Throwable thrown) {
    return PostgresErrors.hindrance(thrown);
  }

  @Override
  public Failure explain(Throwable thrown) {
    return PostgresErrors.isLockedOut(thrown)
        ? LockHolders.explain(address, thrown)
        : PostgresErrors.explain(thrown, address.name());
  }

  @Override
  public Failure damaged(String where) {
    return LedgerCheck.failure(address.name(), where, null);
  }
}
