package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

/** Users of level 1 on a server, and a file, {@code users.csv}, that raises each by one. */
record RaisedUsers(Workspace workspace, int count) {

  /** Makes them, in a database that may have no tables yet. */
  static RaisedUsers make(Workspace workspace, int count) {
    RaisedUsers users = new RaisedUsers(workspace, count);
    users.write();
    assertThat(workspace.run("schema", "migrate").exitCode()).isZero();
    users
        .database()
        .execute(
            "insert into users (username) select 'user' || n from generate_series(1, "
                + count
                + ") as n");
    return users;
  }

  /** The file alone. */
  void write() {
    StringBuilder text = new StringBuilder("username,level\n");
    for (int i = 1; i <= count; i++) {
      text.append("user").append(i).append(",+1\n");
    }
    workspace.write("users.csv", text.toString());
  }

  Database database() {
    return workspace.database();
  }

  /** What is done of it is in users, changes and positions alike; the answer is how much. */
  long assertAllTellTheSame() {
    long done = database().number("select sum(position) from rollcall_parts");
    assertThat(database().number("select count(*) from rollcall_changes")).isEqualTo(done);
    assertThat(database().number("select sum(level - 1) from users")).isEqualTo(done);
    return done;
  }

  /** Each was raised, and once. */
  void assertRaised() {
    assertThat(assertAllTellTheSame()).isEqualTo(count);
    assertThat(database().rows("select distinct level from users")).containsExactly("2");
  }
}
