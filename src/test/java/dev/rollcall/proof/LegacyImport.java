package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** A database whose users have extra columns, and a job that fills them. */
record LegacyImport(Workspace workspace) {

  private static final String JOB =
      """
      import:
        name: legacy
        from: %s
        empty: ["-"]
        extra:
          full_name: Name
          dept: { from: Dept, values: { eng: Engineering, "*": keep }, default: none }
          age: Age
        %s
      """;

  /** A new database without users. */
  static LegacyImport into(DatabaseKind kind, Path folder) {
    Workspace workspace = kind.empty(folder);
    for (String column : List.of("full_name text", "dept text", "age integer")) {
      String[] words = column.split(" ", -1);
      Ended added = workspace.run("schema", "add-column", words[0], words[1]);
      assertThat(added.exitCode()).as(added.said()).isZero();
    }
    return new LegacyImport(workspace);
  }

  /**
   * Imports rows.
   *
   * @param more of the job file, under {@code import}
   */
  Ended run(String rows, String more, String... flags) {
    workspace.write("legacy.csv", rows);
    workspace.write("job.yaml", JOB.formatted(workspace.path("legacy.csv"), more));
    return workspace.runJob("job.yaml", flags);
  }
}
