package dev.rollcall.crossings;

import dev.rollcall.proof.ChildProgram;
import dev.rollcall.proof.Database;
import dev.rollcall.proof.DatabaseKind;
import dev.rollcall.proof.Ended;
import dev.rollcall.proof.PostgreSqlServer;
import dev.rollcall.proof.RollcallProgram;
import dev.rollcall.proof.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database on a server. Commands are stopped at a moment of what they and the server say to each
 * other: killed, frozen, cut off, or the server crashes.
 */
final class ServerSite implements Site {

  private static final String USERS =
      "create table users (id serial primary key, username varchar(50) not null unique,"
          + " email varchar(100), level integer not null)";

  private static final String LOCKED =
      " from pg_locks where locktype = 'advisory' and granted and classid = 1383033964"
          + " and database = (select oid from pg_database where datname = current_database())";

  /** Questions before the first chunk, and of each; commits likewise. As they were counted. */
  private static final Usual ASKED = new Usual(100, 12);

  private static final Usual COMMITTED = new Usual(12, 1);

  private final PostgreSqlServer server = PostgreSqlServer.get();
  private final Path folder;
  private final Database database;
  private int processes;

  /** What ends a process that is frozen; null if none is. */
  private @Nullable Runnable left;

  /**
   * @param adopted whether another program makes the database
   */
  ServerSite(Path folder, boolean adopted) {
    this.folder = folder.toAbsolutePath();
    this.database = adopted ? server.bare() : server.empty();
    if (adopted) {
      database.execute(USERS);
    }
  }

  /** How much is said by a command that nobody stops. */
  private static final class Usual {
    private double before;
    private final double eachChunk;

    Usual(double before, double eachChunk) {
      this.before = before;
      this.eachChunk = eachChunk;
    }

    int at(double share, int chunks) {
      return 1 + (int) (share * 1.1 * (before + chunks * eachChunk));
    }

    void seen(int said, int chunks) {
      before += (said - chunks * eachChunk - before) / 8;
    }
  }

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.SERVER;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public Ended run(List<String> arguments) {
    // There it puts what belongs to no file.
    String before = System.getProperty("user.dir");
    System.setProperty("user.dir", folder.toString());
    try {
      return RollcallProgram.run(
          folder.resolve("no-summary.json"), new byte[0], on(database.address(), arguments));
    } finally {
      System.setProperty("user.dir", before);
    }
  }

  private static List<String> on(String address, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--db", address));
    return all;
  }

  @Override
  public Stopped run(
      List<String> arguments, Stop stop, double at, int chunks, @Nullable Delivery delivery) {
    boolean asked = stop.moment() == Wire.Kind.ASKED;
    Usual usual = asked ? ASKED : COMMITTED;
    Wire.Moment moment = new Wire.Moment(stop.moment(), usual.at(at, chunks));
    Wire wire = Wire.before(database.address(), moment);
    ChildProgram program =
        ChildProgram.start(folder, ++processes, on(wire.address(database.address()), arguments));
    if (!wire.awaitMoment(program)) {
      Ended ended = program.end();
      usual.seen(wire.said(), chunks);
      end(program, wire);
      return new Stopped(ended, null);
    }
    return stop.deed() == Stop.Deed.FREEZE
        ? freeze(program, wire)
        : new Stopped(done(stop, program, wire), null);
  }

  private Ended done(Stop stop, ChildProgram program, Wire wire) {
    switch (stop.deed()) {
      case KILL -> {
        program.kill();
        wire.cut();
      }
      case CUT -> wire.cut();
      case CRASH -> server.crash(false);
      case RESTART -> server.crash(true);
      default -> throw new IllegalArgumentException(stop.toString());
    }
    wire.release();
    Ended ended = program.end();
    end(program, wire);
    return ended;
  }

  private void end(ChildProgram program, Wire wire) {
    left = null;
    program.close();
    wire.close();
    server.awaitNobody(database);
  }

  /** The lock goes as it does where the server takes a session for dead. */
  private Stopped freeze(ChildProgram program, Wire wire) {
    program.signal("STOP");
    server.awaitIdle(database);
    database.rows("select pg_terminate_backend(pid)" + LOCKED);
    while (database.number("select count(*)" + LOCKED) > 0) {
      Thread.onSpinWait();
    }
    left = () -> end(program, wire);
    Frozen frozen =
        () -> {
          program.signal("CONT");
          wire.release();
          Ended ended = program.end();
          end(program, wire);
          return ended;
        };
    return new Stopped(new Ended(Checks.KILLED, "", "", List.of()), frozen);
  }

  @Override
  public void close() {
    if (left != null) {
      left.run();
    }
    server.drop(database);
  }
}
