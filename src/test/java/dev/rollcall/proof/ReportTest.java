package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports, by the command line, read back by readers that know nothing of this program. */
class ReportTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void makeUsers() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,level\nada,7\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isZero();
    workspace.database().execute("delete from users");
  }

  @Test
  void theReportsSayWhatRunsDid() {
    workspace.write("more.csv", "username,level,reason\nada,3,new\nbob,x,\ncyd,5,\n");
    assertThat(workspace.importFile("more.csv").exitCode()).isEqualTo(3);
    workspace.write(
        "again.csv", "username,level,action,reason\nada,+2,,earned\ncyd,,delete,left\n");
    assertThat(workspace.importFile("again.csv").exitCode()).isZero();
    assertThat(workspace.report("levels").lines())
        .containsExactly("level,users,share_percent,running_share_percent", "5,1,100.0,100.0");
    assertThat(workspace.report("changes", "--run", "3", "--no-header").lines())
        .extracting(line -> line.replaceFirst("3,[^,]*", "3,when"))
        .containsExactly("3,when,2,ada,updated,3,5,,,earned", "3,when,3,cyd,deleted,5,,,,left");
    assertThat(workspace.report("changes", "--run", "last"))
        .isEqualTo(workspace.report("changes", "--run", "3"));
    assertThat(workspace.report("rejects", "--run", "last"))
        .isEqualTo(workspace.report("rejects", "--run", "3"));
    assertThat(workspace.report("changes", "--user", "ada", "--no-header").lines()).hasSize(3);
    assertThat(workspace.report("changes", "--since", "2999-01-01", "--no-header")).isEmpty();
    assertThat(workspace.report("rejects", "--run", "2", "--no-header"))
        .startsWith("2,3,LEVEL_NOT_A_NUMBER,")
        .endsWith(",bob,,x,,\"\",\r\n");
    assertThat(workspace.report("rejects", "--run", "3", "--no-header")).isEmpty();
    assertThat(workspace.report("runs", "--no-header").lines()).hasSize(3);
    assertThat(workspace.report("users", "--level-min", "6", "--no-header")).isEmpty();
    assertThat(workspace.report("users", "--level-max", "5", "--no-header")).endsWith("ada,,5\r\n");
  }

  @Test
  void sqlComesThroughAPipe() {
    workspace.run("users", "add", "ada", "--level", "7");
    String db = workspace.database().path().toString();
    byte[] sql = "select username from users where level > :min".getBytes(StandardCharsets.UTF_8);
    List<String> command = List.of("report", "--sql", "-", "--param", "min=5", "--db", db);
    Ended piped = RollcallProgram.run(workspace.path("none.json"), sql, command);
    assertThat(piped.said()).isEqualTo("username\r\nada\r\n");
    List<String> page = new ArrayList<>(command);
    page.addAll(List.of("--format", "html"));
    assertThat(RollcallProgram.run(workspace.path("none.json"), sql, page).out())
        .contains("<h1>Report</h1>");
    Ended broken = RollcallProgram.run(workspace.path("none.json"), new byte[] {-1}, command);
    assertThat(broken.exitCode()).isNotZero();
    assertThat(broken.err()).contains("standard input: it is not UTF-8");
  }

  @Test
  void aDatabaseThatWasNeverAdoptedHasUsersAndLevels() throws IOException {
    Database other = new Database(workspace.path("other.db"));
    other.execute(
        "create table users (id integer primary key, username text, email text, level integer)",
        "insert into users (username) values ('maria')");
    byte[] before = other.bytes();
    assertThat(ofOther("report", "users").out())
        .isEqualTo("id,username,email,level\r\n1,maria,,1\r\n");
    assertThat(ofOther("report", "levels").out()).endsWith("\r\n1,1,100.0,100.0\r\n");
    Path sql = workspace.write("mine.sql", "select username from users where level is :level");
    assertThat(ofOther("report", "--sql", sql.toString(), "--param", "level=x").out())
        .isEqualTo("username\r\n");
    Ended changes = ofOther("report", "changes");
    assertThat(changes.exitCode()).isEqualTo(1);
    assertThat(changes.err()).contains("schema baseline");
    assertThat(other.bytes()).isEqualTo(before);
    assertThat(workspace.namesEndingIn("-wal")).isEmpty();
  }

  private Ended ofOther(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--db", workspace.path("other.db").toString()));
    return RollcallProgram.run(workspace.path("none"), new byte[0], all);
  }
}
