package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An error at any step of a chunk, from its first ledger row to the framework's own tables, takes
 * the chunk back whole: nothing of it stays, nothing before it is lost, and the same command goes
 * on to the same end.
 */
class BrokenChunkTest {

  private static final int ROWS = 16;
  private static final int CHUNK = 4;
  private static final int GOOD_CHUNKS = 2;

  /** Where the database gives an error, all of them in the third chunk. */
  private static final List<String> MOMENTS =
      List.of(
          "insert on rollcall_changes when new.username = 'user18'",
          "insert on rollcall_changes when new.username = 'user19'",
          "insert on rollcall_pace"
              + " when (select count(*) from rollcall_changes where run_id = new.run_id) > 4",
          "insert on rollcall_rejects when new.username = 'user20'",
          "insert on rollcall_rejects when new.username = 'user21'",
          "update on rollcall_runs when new.rows_read > 8",
          "update on rollcall_batch_step_execution when new.write_count > 8");

  @TempDir Path folder;

  static Stream<Arguments> everyMoment() {
    return MOMENTS.stream()
        .flatMap(moment -> Stream.of(Arguments.of(moment, "chunk"), Arguments.of(moment, "run")));
  }

  @ParameterizedTest
  @MethodSource("everyMoment")
  void anErrorTakesItsChunkBackWhole(String moment, String rollback) throws IOException {
    Workspace broken = fresh("broken");
    broken.write("users.csv", rows(ROWS));
    broken
        .database()
        .execute(
            "create trigger broken before " + moment + " begin select raise(abort, 'broken'); end");
    String[] flags = {"--chunk", Integer.toString(CHUNK), "--rollback", rollback};

    Ended failed = broken.importFile("users.csv", flags);

    assertThat(failed.exitCode()).as(failed.said()).isEqualTo(1);
    assertThat(failed.err()).contains("broken").contains("same command");
    Workspace soFar = fresh("so-far");
    if (rollback.equals("chunk")) {
      soFar.write("users.csv", rows(GOOD_CHUNKS * CHUNK));
      assertThat(soFar.importFile("users.csv").exitCode()).isEqualTo(3);
      assertThat(counts(broken)).isEqualTo(counts(soFar));
    } else {
      assertThat(counts(broken)).containsExactly("0, 0, 0, 0, 0, 0, 0, 0, 0");
    }
    assertThat(state(broken)).isEqualTo(state(soFar));

    broken.database().execute("drop trigger broken");
    Ended resumed = broken.importFile("users.csv", flags);

    assertThat(resumed.exitCode()).as(resumed.said()).isEqualTo(3);
    Workspace undisturbed = fresh("undisturbed");
    undisturbed.write("users.csv", rows(ROWS));
    assertThat(undisturbed.importFile("users.csv").exitCode()).isEqualTo(3);
    assertThat(state(broken)).isEqualTo(state(undisturbed));
    assertThat(counts(broken)).isEqualTo(counts(undisturbed));
  }

  private Workspace fresh(String name) throws IOException {
    Workspace workspace = new Workspace(Files.createDirectory(folder.resolve(name)));
    workspace.run("schema", "migrate");
    for (int i = 0; i < ROWS; i += 2) {
      workspace
          .database()
          .execute("insert into users (username, level) values ('user" + (10 + i) + "', 5)");
    }
    return workspace;
  }

  /**
   * In every chunk a user who is raised, a new one, one who is there, and a level that is too high.
   */
  private static String rows(int rows) {
    StringBuilder text = new StringBuilder("username,level,action\n");
    for (int i = 0; i < rows; i++) {
      String row = List.of("+1,", "7,", "1,create", "101,").get(i % CHUNK);
      text.append("user").append(10 + i).append(',').append(row).append('\n');
    }
    return text.toString();
  }

  private static List<String> state(Workspace workspace) {
    Database database = workspace.database();
    List<String> state = new ArrayList<>(database.everything());
    state.addAll(database.changes(1));
    state.addAll(database.rejects(1));
    return state;
  }

  private static List<String> counts(Workspace workspace) {
    return workspace
        .database()
        .rows(
            "select position, rows_read, created, updated, unchanged, deleted, rejected, raised,"
                + " relative from rollcall_runs where id = 1");
  }
}
