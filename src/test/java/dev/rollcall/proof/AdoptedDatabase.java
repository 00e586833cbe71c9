package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

/** A database that another program made, and that is adopted. */
final class AdoptedDatabase {

  /** As SQLAlchemy's create_all has it. */
  static final String TABLE =
      "CREATE TABLE users (\n"
          + "\tid INTEGER NOT NULL, \n"
          + "\tusername VARCHAR(50) NOT NULL, \n"
          + "\temail VARCHAR(100), \n"
          + "\tlevel INTEGER NOT NULL, \n"
          + "\tPRIMARY KEY (id), \n"
          + "\tUNIQUE (username)\n"
          + ")";

  /** Two users, as that program may have put them there. */
  static final String ROWS =
      "insert into users (id, username, email, level) values"
          + " (7, 'ada', 'ada@example.com', 3), (9, 'bob', null, 1)";

  private final Workspace workspace;

  AdoptedDatabase(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Makes it with these statements, and adopts it. */
  void adopt(String... statements) {
    workspace.database().execute(statements);
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }

  /** Rows of username, e-mail address, level and action; the first is line 2. */
  void importRows(String... rows) {
    Ended ended = deliver(rows);
    assertThat(ended.exitCode()).as(ended.said()).isIn(0, 3);
  }

  /** The same, however it ends. */
  Ended deliver(String... rows) {
    workspace.write("users.csv", "username,email,level,action\n" + String.join("\n", rows) + "\n");
    return workspace.importFile("users.csv");
  }

  /** Finds that it is not adopted, for these words, and that nothing of it is changed. */
  Ended assertRefused(String... words) {
    byte[] before = workspace.database().bytes();
    Ended ended = workspace.run("schema", "baseline");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err()).contains(words);
    assertThat(workspace.database().bytes()).isEqualTo(before);
    return ended;
  }
}
