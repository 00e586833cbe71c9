package dev.rollcall.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.csv.Input;
import dev.rollcall.database.Database;
import dev.rollcall.meaning.ColumnMapping;
import dev.rollcall.meaning.Guards;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.meaning.Mode;
import dev.rollcall.meaning.RollbackPolicy;
import dev.rollcall.reject.Limit;
import dev.rollcall.runs.Progress;
import dev.rollcall.runs.RunName;
import dev.rollcall.undoing.UndoRequest;
import dev.rollcall.user.LevelRules;
import dev.rollcall.wiring.Databases;
import dev.rollcall.wiring.ImportSession;
import dev.rollcall.wiring.UndoSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A database to which content is delivered, without the command line and in this process. */
final class Deliveries implements AutoCloseable {

  /** Spring tells of every run that ends otherwise than well, which is most of them here. */
  private static final Logger FRAMEWORKS = Logger.getLogger("org");

  private final Path folder;
  private ImportSession session;

  Deliveries(Path folder) {
    FRAMEWORKS.setLevel(Level.OFF);
    this.folder = folder;
    this.session = ImportSession.open(file(), options());
  }

  private Database file() {
    return Databases.of(folder.resolve("users.db").toString());
  }

  private static ImportSession.Options options() {
    return new ImportSession.Options(
        "a test", Duration.ZERO, null, new StopSignal(), Progress.NONE);
  }

  /** Delivers {@code users.csv} to a job that takes what comes. */
  ImportResult deliver(String content) {
    return deliver(job("import", 100), content, false);
  }

  ImportResult deliver(ImportJob job, String content, boolean again) {
    return run(new Request(job, input("users.csv", content), again, false));
  }

  ImportResult run(Request request) {
    return session.run(request);
  }

  Input input(String name, String content) {
    try {
      return Input.of(Files.writeString(folder.resolve(name), content), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Brings {@code mended.csv} as the rejects of run 1, with one row a chunk. */
  ImportResult retry(long limit) {
    ImportJob strict = job("import", limit, LevelRules.DEFAULT, 1);
    return session.retry(RunName.of(1), folder.resolve("mended.csv"), job -> strict);
  }

  /** Takes a run back. */
  void undo(long run) {
    close();
    UndoSession.undo(file(), options(), new UndoRequest(RunName.of(run), false, false, false));
    session = ImportSession.open(file(), options());
  }

  /** Has the database refuse level 13. */
  void ruled() {
    execute(
        "create trigger t before insert on users when new.level = 13"
            + " begin select raise(abort, 'not this level'); end");
  }

  /** While nobody else has the database. */
  void execute(String sql) {
    close();
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    session = ImportSession.open(file(), options());
  }

  String text(String query) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("users.db"));
  }

  @Override
  public void close() {
    session.close();
  }

  /** The number of the run, which did not fail. */
  static long completed(ImportResult result) {
    assertThat(result.failure()).isNull();
    assertThat(result.summary().status().isCompleted()).isTrue();
    return result.summary().run();
  }

  static ImportJob job(String name, long limit) {
    return job(name, limit, LevelRules.DEFAULT, 100);
  }

  static ImportJob job(String name, long limit, LevelRules levels, int chunk) {
    return job(name, limit, levels, chunk, Mode.UPSERT, Guards.NONE);
  }

  static ImportJob job(
      String name, long limit, LevelRules levels, int chunk, Mode mode, Guards guards) {
    return new ImportJob(
        name,
        List.of("users.csv"),
        CsvFormat.AUTO,
        ColumnMapping.OWN_NAMES,
        mode,
        levels,
        Limit.ofCount(limit),
        null,
        RollbackPolicy.CHUNK,
        guards,
        chunk,
        null,
        true);
  }
}
