package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which kind of start-up archive a start takes, as each has just what it needs. */
class ArchiveKindsTest extends ArchiveShell {

  private static final Predicate<String> STARTS_WITH_ARCHIVE =
      line -> line.startsWith("[-XX:AOTCache=");

  /** What only a server needs would cost all other starts time. */
  @Test
  void makesAnArchiveOfItsOwnForServers() throws Exception {
    archiving("25.0.1");
    String[] start = {"runs", "list", "--db", "postgresql://rollcall@db.example.com/users"};
    shell.run(program, "--make-archive", "file");
    Path folder = program.resolveSibling("../archive").normalize();
    String files = "[-XX:AOTCache=" + onlyOneIn(folder) + "/classes.jsa]";
    assertThat(shell.run(program, start).outLines()).contains(files);
    waitForWhatIsDoneBehind();
    assertThat(shell.run(program, start).outLines())
        .anyMatch(STARTS_WITH_ARCHIVE)
        .doesNotContain(files);
    assertThat(shell.run(program, "runs", "list").outLines()).contains(files);
    shell.with("ROLLCALL_DB", start[3]);
    assertThat(shell.run(program, "runs", "list").outLines()).doesNotContain(files);
    assertThat(rehearsals()).hasSize(2);
  }

  @Test
  void makesThoseThatNeedNoServerForInstallers() throws Exception {
    archiving("25.0.1");
    assertThat(shell.run(program, "--make-archive").code()).isZero();
    assertThat(names(program.resolveSibling("../archive").normalize()).split(" ")).hasSize(2);
    assertThat(shell.run(program, "report", "users").outLines()).anyMatch(STARTS_WITH_ARCHIVE);
    assertThat(shell.run(program, "import", "users.csv").outLines()).anyMatch(STARTS_WITH_ARCHIVE);
    waitForWhatIsDoneBehind();
    assertThat(rehearsals()).hasSize(2);
    for (String wrong : List.of("postgresql:", "report file", "", "*")) {
      assertThat(shell.run(program, "--make-archive", wrong).outLines())
          .as("an option for the program: %s", wrong)
          .contains("[--make-archive]", "[" + wrong + "]");
    }
    assertThat(shell.run(program, "--make-archive server").outLines())
        .contains("[--make-archive server]");
  }

  /** What writes would cost those that only look half their time. */
  @Test
  void makesAnArchiveOfItsOwnForWhatOnlyLooks() throws Exception {
    archiving("25.0.1");
    shell.run(program, "--make-archive", "file");
    Path folder = program.resolveSibling("../archive").normalize();
    String files = "[-XX:AOTCache=" + onlyOneIn(folder) + "/classes.jsa]";
    assertThat(shell.run(program, "report", "users").outLines()).contains(files);
    waitForWhatIsDoneBehind();
    String[][] looks = {
      {"report", "users", "--db", "postgresql://rollcall@db.example.com/users"},
      {"users", "show", "ann"},
      {"complete", "--", "runs", ""},
      {"help", "import"},
      {"--help"},
      {}
    };
    for (String[] words : looks) {
      assertThat(shell.run(program, words).outLines())
          .as(String.join(" ", words))
          .anyMatch(STARTS_WITH_ARCHIVE)
          .doesNotContain(files);
    }
    for (String writes : List.of("import", "runs", "reports")) {
      assertThat(shell.run(program, writes, "report").outLines()).as(writes).contains(files);
    }
    assertThat(rehearsals()).hasSize(2);
  }

  @Test
  void keepsTheArchiveOfTheOtherKindHoweverOld() throws Exception {
    archiving("25.0.1");
    Path archives = program.resolveSibling("../archive").normalize();
    shell.run(program, "--make-archive", "file");
    Path files = onlyOneIn(archives);
    Files.setLastModifiedTime(files, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
    assertThat(shell.run(program, "--make-archive", "server").code()).isZero();
    assertThat(files).isNotEmptyDirectory();
    assertThat(names(archives).split(" ")).hasSize(2);
    assertThat(shell.run(program, "--make-archive", "--wrong").out()).contains("[--wrong]");
  }
}
