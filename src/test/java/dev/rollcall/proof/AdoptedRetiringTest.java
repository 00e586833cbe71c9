package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors that retire users of another program, whose names are in an order of their own. */
class AdoptedRetiringTest {

  private static final String USERS = "select username, level from users order by id";

  @TempDir Path folder;

  @Test
  void whoIsRetiredReturnsAndIsPutBackWhateverTheCollation() {
    Workspace workspace = new Workspace(folder, PostgreSqlServer.get().bare());
    Database database = workspace.database();
    database.execute(
        "create table users (id serial primary key,"
            + " username varchar(50) collate \"en-x-icu\" not null unique,"
            + " email varchar(100), level integer not null default 1)",
        "insert into users (username, level) values ('ann', 7), ('bob', 5), ('cyd', 0)");
    done(workspace.run("schema", "baseline"));
    mirror(workspace, "ann,7");
    assertThat(database.rows(USERS)).containsExactly("\"ann\", 7", "\"bob\", 0", "\"cyd\", 0");
    mirror(workspace, "ann,7\nbob,\ncyd,");
    assertThat(database.rows(USERS)).containsExactly("\"ann\", 7", "\"bob\", 5", "\"cyd\", 0");
    done(workspace.run("runs", "undo", "2"));
    assertThat(database.rows(USERS)).containsExactly("\"ann\", 7", "\"bob\", 0", "\"cyd\", 0");
    done(workspace.run("runs", "undo", "1"));
    assertThat(database.rows(USERS)).containsExactly("\"ann\", 7", "\"bob\", 5", "\"cyd\", 0");
  }

  /** Which a migration that renames a table would trip over. */
  @Test
  void aViewOfWhatIsGoneIsInNobodysWay() {
    Workspace workspace = new Workspace(folder);
    Database database = workspace.database();
    database.execute(
        "create table users (id integer primary key, username text not null unique,"
            + " email text, level integer not null default 1)",
        "insert into users (username, level) values ('ann', 7), ('bob', 5)",
        "create view stale as select * from gone");
    done(workspace.run("schema", "baseline"));
    mirror(workspace, "ann,7");
    assertThat(database.rows(USERS)).containsExactly("\"ann\", 7", "\"bob\", 0");
  }

  private static void mirror(Workspace workspace, String rows) {
    workspace.write("in.csv", "username,level\n" + rows + "\n");
    workspace.write(
        "job.yaml",
        """
        import: { from: %s, mode: mirror, missing: { level: 0, delete-after: 10d } }
        guard: { delete: 100%% }
        """
            .formatted(workspace.path("in.csv")));
    done(workspace.runJob("job.yaml", "--again"));
  }

  private static void done(Ended ended) {
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }
}
