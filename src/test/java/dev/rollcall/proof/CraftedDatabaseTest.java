package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that somebody made to do harm to whoever opens it. */
class CraftedDatabaseTest {

  private static final String USERS =
      "create table users (id integer primary key, username varchar(50) not null unique,"
          + " email varchar(100), level integer not null default 1)";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nann,3\nbob,many\ncyd,2\n");
  }

  @Test
  void aParameterOfARunMakesNoObjectOfItsClass() {
    Path precious = workspace.write("precious", "kept");
    leaveARunToGoOnWith();
    // Its constructor empties the file. A context of beans could start programs in the same way.
    workspace
        .database()
        .execute(
            "update rollcall_batch_job_execution_params"
                + " set parameter_type = 'java.io.FileOutputStream', parameter_value = '"
                + precious
                + "'");
    Ended ended = workspace.importFile("users.csv");
    assertThat(precious).hasContent("kept");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
  }

  @Test
  void aContextOfARunIsNeverDeserialized() throws IOException {
    leaveARunToGoOnWith();
    Mark.read = false;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new HashMap<>(Map.of("mark", new Mark())));
    }
    String context = Base64.getEncoder().encodeToString(bytes.toByteArray());
    workspace
        .database()
        .execute(
            "update rollcall_batch_job_execution_context set short_context = '" + context + "'",
            "update rollcall_batch_step_execution_context set short_context = '" + context + "'",
            "update rollcall_batch_job_execution_context set serialized_context = short_context",
            "update rollcall_batch_step_execution_context set serialized_context = short_context");
    Ended ended = workspace.importFile("users.csv");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
    assertThat(Mark.read).as("an object of the database was read").isFalse();
    assertThat(workspace.database().users())
        .containsExactly("\"ann\", null, 3", "\"cyd\", null, 2");
    assertThat(
            workspace
                .database()
                .number(
                    "select count(*) from rollcall_batch_step_execution_context"
                        + " where step_execution_id > 2 and short_context <> ''"))
        .as("contexts that were kept")
        .isZero();
  }

  private void leaveARunToGoOnWith() {
    assertThat(workspace.importFile("users.csv", "--max-rejects", "0").exitCode()).isEqualTo(4);
  }

  /** Tells when it is read. */
  static final class Mark implements Serializable {

    @Serial private static final long serialVersionUID = 1L;

    static boolean read;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      read = true;
    }
  }

  @Test
  void whatItsTriggersCallCanNotReachBeyondTheDatabase() throws IOException {
    for (String call :
        new String[] {
          "load_extension('" + folder.resolve("evil.so") + "')",
          "writefile('" + folder.resolve("written") + "', 'x')",
          "readfile('" + folder.resolve("users.csv") + "')",
          "edit('x', 'touch " + folder.resolve("written") + "')",
          "fts3_tokenizer('evil', x'4141414141414141')"
        }) {
      adopt("create trigger evil after insert on users begin select " + call + "; end");
      Ended ended = workspace.importFile("users.csv");
      assertThat(ended.exitCode()).as(call + ": " + ended.said()).isEqualTo(1);
      assertThat(ended.err()).containsAnyOf("unsafe use of", "no such function");
      assertThat(workspace.database().number("select count(*) from users")).as(call).isZero();
      assertThat(folder.resolve("written")).doesNotExist();
    }
  }

  @Test
  void aViewIsNotTakenForTheUsers() {
    workspace
        .database()
        .execute(
            "create table others (id integer primary key, username, email, level)",
            "create view users as select * from others",
            "create trigger evil instead of insert on users begin delete from others; end");
    assertThat(workspace.run("schema", "baseline").exitCode()).isEqualTo(1);
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(1);
  }

  /** A database with users and this in it, adopted. */
  private void adopt(String statement) throws IOException {
    for (String ending : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(workspace.database().path() + ending));
    }
    workspace.database().execute(USERS);
    workspace.database().execute(statement);
    assertThat(workspace.run("schema", "baseline").exitCode()).isZero();
  }
}
