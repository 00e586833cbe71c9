package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of another program whom no file can name: they are listed, and nobody removes them. */
class NamelessUsersTest {

  private final Workspace workspace;
  private final AdoptedDatabase adopted;

  NamelessUsersTest(@TempDir Path folder) {
    workspace = new Workspace(folder);
    adopted = new AdoptedDatabase(workspace);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'ada '",
        "' ada'",
        "char(9) || 'ada'",
        "'ada' || char(0x200B)",
        "char(0xFEFF) || 'ada'",
        "'a' || char(10) || 'da'",
        "'a' || char(7) || 'da'",
        "replace(hex(zeroblob(26)), '00', 'xy')",
        "''",
        "'\\N'"
      })
  void namesThatNoFileCanSayAreListed(String name) {
    workspace
        .database()
        .execute(
            AdoptedDatabase.TABLE,
            AdoptedDatabase.ROWS,
            "insert into users (username, level) values (" + name + ", 1)");
    adopted.assertRefused("1 of its users has a name that no file can say", "rename");
  }

  @Test
  void aNameInAnotherEncodingIsNoNameThatAFileCanSay() {
    workspace
        .database()
        .execute(
            AdoptedDatabase.TABLE,
            "insert into users (username, level) values (cast(x'6a6ff672' as text), 1)");
    adopted.assertRefused("1 of its users has a name that no file can say");
  }

  @Test
  void aReplacementCharacterIsACharacterLikeOthers() {
    adopted.adopt(
        AdoptedDatabase.TABLE, "insert into users (username, level) values (char(0xFFFD), 1)");
  }

  @Test
  void ofManyOnlyAFewAreShown() {
    workspace
        .database()
        .execute(
            AdoptedDatabase.TABLE,
            "insert into users (username, level)"
                + " with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)"
                + " select 'user' || i || ' ', 1 from n");
    Ended ended = adopted.assertRefused("2000 of its users", "and more");
    assertThat(ended.err().length()).isLessThan(2_000);
  }

  /** The owner may add such users later. */
  @Test
  void aMirrorDoesNotRemoveAUserWhomNoFileCanName() {
    adopted.adopt(AdoptedDatabase.TABLE, AdoptedDatabase.ROWS);
    workspace.database().execute("insert into users (username, level) values ('cyd ', 1)");
    List<String> before = workspace.database().users();
    workspace.write("all.csv", "username\nada\nbob\ncyd\n");
    Ended ended = workspace.importFile("all.csv", "--mode", "mirror", "--guard", "delete=100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("\"cyd \"");
    assertThat(workspace.database().users()).isEqualTo(before);
  }

  /** Where the table allows that, its owner may add one later. */
  @Test
  void aUserWithoutANameIsListedAndNoMirrorRemovesIt() {
    workspace
        .database()
        .execute(
            "create table users (id integer primary key, username text unique, email text,"
                + " level integer)",
            "insert into users values (1, 'ann', null, 1)");
    assertThat(workspace.run("schema", "baseline").exitCode()).isZero();
    workspace.database().execute("insert into users values (2, null, null, 4)");
    Ended listed = workspace.run("users", "list");
    assertThat(listed.exitCode()).as(listed.said()).isZero();
    assertThat(listed.out()).contains("ann", "4");
    workspace.write("all.csv", "username,level\nann,3\n");
    Ended ended = workspace.importFile("all.csv", "--mode", "mirror", "--guard", "delete=100%");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(4);
    assertThat(ended.err()).contains("no file can name");
    Ended upserted = workspace.importFile("all.csv", "--again");
    assertThat(upserted.exitCode()).as(upserted.said()).isZero();
    assertThat(workspace.database().rows("select username, level from users order by id"))
        .containsExactly("\"ann\", 3", "null, 4");
  }
}
