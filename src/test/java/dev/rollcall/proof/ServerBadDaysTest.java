package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.database.sql.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Days on which a PostgreSQL server, the network or somebody else is in the way of an import of
 * several chunks: what is then said, and that the same command does the rest.
 */
class ServerBadDaysTest {

  private static final int USERS = 4_000;
  private static final int LITTLE_BYTES = 400_000;

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = DatabaseKind.SERVER.empty(folder);
    new RaisedUsers(workspace, USERS).write();
  }

  private String[] command(String address) {
    return new String[] {
      "import", workspace.path("users.csv").toString(), "--chunk", "500", "--db", address
    };
  }

  private ChildProgram start(String address) {
    return ChildProgram.start(folder, 1, List.of(command(address)));
  }

  private void untilAtWork(ChildProgram program) {
    Waiting.until(
        program,
        () ->
            workspace.database().glimpse("select count(*) from rollcall_parts where position > 0")
                == 2);
  }

  /** All of it, and nothing twice. */
  private void finish() {
    Ended ended = workspace.importFile("users.csv", "--chunk", "500");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertDone();
  }

  private void assertDone() {
    Database database = workspace.database();
    assertThat(database.rows("select level, count(*) from users group by level"))
        .containsExactly("2, " + USERS);
    assertThat(database.number("select count(*) from rollcall_changes")).isEqualTo(USERS);
    assertThat(database.number("select count(*) from rollcall_runs")).isEqualTo(1);
  }

  /** Whoever begins has one; what others can't have, they don't need. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anImportMakesDoWithFewSessions(int sessions) {
    workspace = new Workspace(folder, PostgreSqlServer.get().bare());
    Database database = workspace.database();
    String base = database.rows("select current_database()").get(0).replace('"', ' ');
    String role = "few_" + base.strip();
    database.execute(
        "create role " + role + " login connection limit " + sessions,
        "alter database " + base + " owner to " + role);
    String address = database.address().replace("postgres@", role + "@");
    Ended ended = workspace.importFile("users.csv", "--chunk", "500", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertDone();
    Ended none = workspace.importFile("users.csv", "--db", address);
    assertThat(none.status()).as(none.said()).isEqualTo("ALREADY_DONE");
  }

  @Test
  void whereNoSessionIsLeftThatIsSaid() {
    workspace.database().execute("create role nobody_more login connection limit 0");
    String address = workspace.database().address().replace("postgres@", "nobody_more@");
    Ended ended = workspace.importFile("users.csv", "--db", address);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("takes no more connections", "[DATABASE_UNUSABLE]");
  }

  /** Of another role, so that it can't be ended; within COPY no time-out of the server counts. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(60)
  void whoeverLocksWhatIsToBeWrittenIsNamedAndNotWaitedForForEver(boolean parts) throws Exception {
    Database database = workspace.database();
    database.execute(
        "do $$ begin if not exists (select 1 from pg_roles where rolname = 'importer') then"
            + " create role importer login; end if; end $$",
        "grant all on all tables in schema public to importer",
        "grant usage on all sequences in schema public to importer",
        "grant create on schema public to importer",
        "do $$ begin execute format('alter database %I set lock_timeout = ''2s''',"
            + " current_database()); end $$");
    String address = database.address().replace("postgres@", "importer@");
    try (Connection frozen = database.open()) {
      Sql.execute(frozen, "set application_name = 'rollcall import of a.csv, process 7 of ann'");
      Sql.execute(frozen, "begin");
      if (parts) {
        Sql.execute(frozen, "lock table rollcall_parts in row exclusive mode");
      }
      CopyIn copy =
          frozen.unwrap(PGConnection.class).getCopyAPI().copyIn("copy users (username) from stdin");
      // So many that the server does not only keep them.
      for (int i = 1; i <= USERS; i++) {
        byte[] line = ("user" + i + "\n").getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(line, 0, line.length);
      }
      copy.flushCopy();
      try (ChildProgram next = start(address)) {
        next.awaitEnd(40_000);
        assertThat(next.isAlive()).as("held up").isFalse();
        Ended ended = next.end();
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(5);
        assertThat(ended.err())
            .contains("locked by rollcall import of a.csv, process 7 of ann (session ")
            .contains(" of postgres)", "[DATABASE_BUSY]");
      }
    }
    finish();
  }

  @Test
  void aTimeOutOfStatementsIsToldOfAndLosesNothing() {
    Database database = workspace.database();
    SlowChunks.take(database, 0.4);
    String setting =
        "do $$ begin execute format('alter database %I set statement_timeout = ''200ms''',"
            + " current_database()); end $$";
    database.execute(setting);
    Ended ended = workspace.importFile("users.csv", "--chunk", "500");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("the server ended a statement", "[DATABASE_ERROR]");
    assertThat(ended.status()).isEqualTo("FAILED");
    database.execute(setting.replace("200ms", "0"));
    SlowChunks.end(database);
    finish();
  }

  @Test
  void aNetworkThatIsCutIsToldOfAndLosesNothing() {
    Database database = workspace.database();
    SlowChunks.take(database, 0.1);
    try (Wire wire = Wire.before(database.address(), null);
        ChildProgram program = start(wire.address(database.address()))) {
      untilAtWork(program);
      wire.cut();
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("the server can't be reached", "[DATABASE_UNUSABLE]");
    }
    PostgreSqlServer.get().awaitNobody(database);
    SlowChunks.end(database);
    finish();
  }

  /** Nobody hangs up there: what is sent is gone, and no answer comes. */
  @Test
  @Timeout(60)
  void aNetworkThatSwallowsEverythingIsToldOfAndLosesNothing() {
    Database database = workspace.database();
    SlowChunks.take(database, 0.1);
    try (Wire wire = Wire.before(database.address(), null);
        ChildProgram program = start(wire.address(database.address()) + "?connectTimeout=1")) {
      untilAtWork(program);
      wire.swallow();
      program.awaitEnd(30_000);
      assertThat(program.isAlive()).as("waits for ever").isFalse();
      Ended ended = program.end();
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("the server can't be reached", "[DATABASE_UNUSABLE]");
    }
    PostgreSqlServer.get().awaitNobody(database);
    SlowChunks.end(database);
    finish();
  }

  @Test
  void aFullDiskIsToldOfAndLosesNothing() throws Exception {
    PostgreSqlServer server = PostgreSqlServer.get();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = does("mount", "-t", "tmpfs", "-o", "size=40m", "none", disk.toString());
    assumeTrue(mounted, "skipped: no small file system can be mounted");
    try {
      Path kept = Files.createDirectory(disk.resolve("kept"));
      workspace = new Workspace(folder, server.bareIn(kept));
      assertThat(workspace.run("schema", "migrate").exitCode()).isZero();
      Path filler = fill(disk.resolve("filler"));
      Ended ended = workspace.importFile("users.csv", "--chunk", "500");
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err()).contains("the server has no room left", "[DATABASE_ERROR]");
      Files.delete(filler);
      finish();
      server.awaitNobody(workspace.database());
      server.drop(workspace.database());
    } finally {
      does("umount", "-l", disk.toString());
    }
  }

  /** Leaves a little of the room there is. */
  private static Path fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] some = new byte[1 << 14];
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - LITTLE_BYTES);
      }
    }
    return filler;
  }

  private static boolean does(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  @Test
  void aNewerSchemaIsLeftAlone() {
    Database database = workspace.database();
    database.execute(
        "insert into rollcall_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) select max(installed_rank) + 1, '999', 'later',"
            + " 'SQL', 'V999__later.sql', 'x', 0, true from rollcall_schema_history");
    List<String> before = database.content();
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains("[SCHEMA_NEWER]");
    assertThat(workspace.planFile("users.csv").err()).contains("[SCHEMA_NEWER]");
    assertThat(database.content()).isEqualTo(before);
  }
}
