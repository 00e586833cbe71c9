package dev.rollcall.crossings;

import dev.rollcall.laboratory.Fault;
import dev.rollcall.laboratory.FaultyRun;
import dev.rollcall.laboratory.Tools;
import dev.rollcall.proof.Database;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Ended;
import dev.rollcall.proof.RollcallProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database file in a folder. */
final class FileSite implements Site {

  private static final String USERS =
      "create table users (id integer not null primary key, username varchar(50) not null unique,"
          + " email varchar(100), level integer not null)";

  private final Path folder;
  private final Tools tools;
  private final Database database;
  private int processes;

  /**
   * @param empty a database of the program without users
   * @param adopted whether another program makes this one
   */
  FileSite(Path empty, Path folder, boolean adopted, Tools tools) throws IOException {
    this.folder = folder;
    this.tools = tools;
    this.database = new Database(folder.resolve("users.db"));
    if (adopted) {
      database.execute(USERS);
    } else {
      Files.copy(empty, database.path());
    }
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.FILE;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public Ended run(List<String> arguments) {
    return RollcallProgram.run(
        folder.resolve("no-summary.json"), new byte[0], onDatabase(arguments));
  }

  /** By what happens to its calls of the system, if this machine can do that. */
  @Override
  public Stopped run(
      List<String> arguments, Stop stop, double at, int chunks, @Nullable Delivery delivery) {
    Path input = delivery == null ? folder.resolve("no-input.csv") : Path.of(delivery.path());
    Fault fault = Objects.requireNonNull(stop.fault(at));
    Fault possible = tools.allow(fault.kind()) ? fault : new Fault(Fault.Kind.KILL_ANY_TIME, at);
    Ended ended =
        new FaultyRun(folder, input, false, possible, chunks)
            .run(++processes, onDatabase(arguments));
    return new Stopped(ended, null);
  }

  private List<String> onDatabase(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--db", database.address()));
    return all;
  }

  @Override
  public void close() {
    // Its folder is all there is of it.
  }
}
