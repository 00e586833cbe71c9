package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody says of an extra column of a new user is for the table to say. */
class ExtraDefaultsTest {

  private static final String USERS = "select username, made is not null from users order by 1";

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  /** With a column that can't be null, and whose default only the database knows. */
  private void begin(DatabaseKind kind) {
    if (kind == DatabaseKind.SERVER) {
      workspace = kind.empty(folder);
      workspace.database().execute("alter table users add made text not null default current_user");
      return;
    }
    workspace = new Workspace(folder);
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username varchar(50) not null unique,"
                + " email varchar(100), level integer not null default 1,"
                + " made text not null default current_timestamp)");
    assertThat(workspace.run("schema", "baseline").exitCode()).isZero();
  }

  private Ended run(String rows, String more) {
    workspace.write("in.csv", rows);
    workspace.write("in.yaml", "import:\n  from: %s\n%s".formatted(workspace.path("in.csv"), more));
    return workspace.runJob("in.yaml");
  }

  @ParameterizedTest
  @EnumSource
  void whatOnlyTheDatabaseKnowsItGivesToWhomeverIsCreatedOrReturns(DatabaseKind kind) {
    begin(kind);
    // Nobody has named the column yet.
    assertThat(run("username,level\nann,1\nbob,2\n", "").exitCode()).isZero();
    assertThat(run("username,action\nann,delete\n", "").exitCode()).isZero();

    Ended named = run("username,made\ncy,\ndan,today\neve,\n", "  extra: { made: made }\n");
    assertThat(named.exitCode()).as(named.said()).isZero();
    Ended added = workspace.run("users", "add", "fay");
    assertThat(added.exitCode()).as(added.said()).isZero();
    Ended undone = workspace.run("runs", "undo", "2");
    assertThat(undone.exitCode()).as(undone.said()).isZero();

    assertThat(workspace.database().rows(USERS))
        .extracting(row -> row.substring(0, row.indexOf(',')))
        .containsExactly("\"ann\"", "\"bob\"", "\"cy\"", "\"dan\"", "\"eve\"", "\"fay\"");
    assertThat(workspace.database().rows("select username from users where made = 'today'"))
        .containsExactly("\"dan\"");
    // All of it is undone, and redone.
    List<String> users = workspace.database().rows("select username, made from users order by 1");
    for (String run : List.of("4", "3")) {
      assertThat(workspace.run("runs", "undo", run).exitCode()).as(run).isZero();
    }
    assertThat(workspace.run("runs", "undo", "last").exitCode()).isZero();
    assertThat(workspace.run("runs", "undo", "6").exitCode()).isZero();
    assertThat(workspace.database().rows("select username, made from users order by 1"))
        .isEqualTo(users);
  }

  @ParameterizedTest
  @EnumSource
  void aUserWhoIsDeletedAndCreatedAsHeWasHasNotChanged(DatabaseKind kind) {
    workspace = kind.empty(folder);
    assertThat(workspace.run("schema", "add-column", "nick", "text").exitCode()).isZero();
    assertThat(workspace.run("schema", "add-column", "score", "integer").exitCode()).isZero();
    String extra = "  extra: { nick: nick, score: score }\n";
    assertThat(run("username,level,nick,score\nann,3,,\nbob,3,Bobby,\n", extra).exitCode())
        .isZero();
    String guard = "guard: { change: 0 }\n";

    Ended same = run("username,level,action\nann,,delete\nann,3,\n", guard);
    assertThat(same.exitCode()).as(same.said()).isZero();
    Ended other = run("username,level,action\nbob,,delete\nbob,3,\n", guard);
    assertThat(other.exitCode()).as(other.said()).isEqualTo(4);
    Ended asHeWas =
        run(
            "username,level,nick,score,action\nbob,,,,delete\nbob,3,,,\nbob,,Bobby,,\n",
            extra + guard);
    assertThat(asHeWas.exitCode()).as(asHeWas.said()).isZero();
  }

  /** In an export of another database such names are common. */
  @ParameterizedTest
  @ValueSource(strings = {"rowid", "ctid"})
  void aNameThatDatabasesUseThemselvesIsNoColumn(String name) {
    workspace = DatabaseKind.FILE.empty(folder);
    Ended added = workspace.run("schema", "add-column", name, "integer");
    assertThat(added.exitCode()).isEqualTo(2);
    assertThat(added.err()).contains("no column can be called " + name);
    workspace.write("export.csv", "username,level," + name + "\nann,3,17\n");
    assertThat(workspace.look("guess", workspace.path("export.csv").toString()).out())
        .contains("add-column " + name + "_2 integer", "{ " + name + "_2: " + name + " }");
  }
}
