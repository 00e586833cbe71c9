package dev.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.proof.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher has done while it makes a start-up archive. */
class RehearsalTest {

  @TempDir Path folder;

  /** Which only a newer Java is told to do; one that fails leaves it without an archive. */
  @Test
  void endsWithALargeImportWhereThereAreUsersForOne() throws Exception {
    java("Supplies", folder.toString(), "2000", "server");
    assertThat(folder.resolve("template.db")).isNotEmptyFile();
    java("Rehearsal", "server");
    assertThat(folder.resolve("migrated.db")).isNotEmptyFile();
    Database many = new Database(folder.resolve("many.db"));
    assertThat(many.rows("select created, updated > 500, unchanged from rollcall_runs order by id"))
        .hasSize(4)
        .startsWith("2000, 0, 0", "0, 1, 0")
        .endsWith("0, 0, 2000");
    Database extra = new Database(folder.resolve("extra.db"));
    assertThat(
            extra.rows("select created, updated > 500, unchanged from rollcall_runs order by id"))
        .hasSize(2)
        .startsWith("2000, 0, 0", "0, 1, 0");
    assertThat(extra.number("select count(*) from users where note like '%@%' and points > 0"))
        .isBetween(1500L, 2000L);
  }

  /** As an older Java is told, which gets no large report. */
  @Test
  void looksAtWhatIsThere() throws Exception {
    java("Supplies", folder.toString(), "0", "report");
    java("Rehearsal", "report");
    assertThat(folder.resolve("report.csv")).content().contains("1,ada,ada@example.org,5");
    assertThat(Files.readAllLines(folder.resolve("server-classes")))
        .contains(
            "dev.rollcall.postgresql.report.PlainRows",
            "org.postgresql.core.v3.QueryExecutorImpl",
            "org.postgresql.jdbc.PgStatement")
        .doesNotHaveDuplicates();
  }

  private void java(String name, String... arguments) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.rollcall." + name));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(() -> read(said)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
