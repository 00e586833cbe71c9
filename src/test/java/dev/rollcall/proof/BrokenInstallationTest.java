package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.Zstd;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that lacks a part, or finds one that does not fit: it says so in one line. */
class BrokenInstallationTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void deliver() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username\nada\n");
  }

  /** Hibernate reads this file of its own accord, and while it is put together beside the rest. */
  @Test
  void whatGoesWrongOnTheThreadOfHibernateIsSaidAsItWasSaidThere() throws IOException {
    Path settings = Files.createDirectory(folder.resolve("settings"));
    Files.writeString(settings.resolve("hibernate.properties"), "hibernate.jdbc.batch_size=many");

    Ended ended =
        importUsers(settings + File.pathSeparator + System.getProperty("java.class.path"));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err().replaceFirst("2\\S+Z ", ""))
        .isEqualTo(
            "rollcall: import, users.csv: a fault of rollcall: NumberFormatException: For input string: \"many\";"
                + " run it again with --debug, and report what it says [INTERNAL]\n");
    assertNothingIsLeft();
  }

  /** Also of a part that is missed on a thread beside the main one. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite-jdbc", "spring-batch-core", "hibernate-community", "commons-csv"})
  void aPartThatIsMissingIsNamed(String part) {
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    List<String> left =
        Arrays.stream(all).filter(each -> !each.contains("/" + part + "-")).toList();
    assertThat(left).hasSizeLessThan(all.length);

    Ended ended = importUsers(left.stream().collect(Collectors.joining(File.pathSeparator)));

    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err())
        .startsWith("rollcall: 2")
        .contains("Z import")
        .contains(": a part of rollcall is missing or of another version: ")
        .endsWith("; install it again [INTERNAL]\n");
    assertNothingIsLeft();
  }

  /** It may do so at any start, as two threads may ask for it at once. */
  @Test
  void whatTheLoggingLibrarySaysOfItselfReachesNobody() throws IOException {
    Path services = Files.createDirectories(folder.resolve("settings/META-INF/services"));
    Files.writeString(
        services.resolve("org.slf4j.spi.SLF4JServiceProvider"),
        "org.slf4j.helpers.NOP_FallbackServiceProvider");
    String more = folder.resolve("settings") + File.pathSeparator;
    Ended ended = importUsers(more + System.getProperty("java.class.path"));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
  }

  /** As full, unwritable, or mounted so that nothing may be executed there. */
  @Test
  void librariesSayWhereTheyCanNotBeUnpacked() {
    Path unusable = Path.of("/proc");
    assumeTrue(Files.isDirectory(unusable), "skipped: there is no folder that nobody can write");
    workspace.write(
        "users.csv.zst", Zstd.compress("username\nada\n".getBytes(StandardCharsets.UTF_8)));
    String classPath = System.getProperty("java.class.path");
    String temporary = "-Djava.io.tmpdir=" + unusable;
    Ended zstandard =
        importUsers("users.csv.zst", classPath, temporary, "-Dorg.sqlite.tmpdir=" + folder);
    assertThat(zstandard.exitCode()).as(zstandard.said()).isEqualTo(1);
    assertThat(zstandard.err())
        .contains("the library for Zstandard can't be unpacked into /proc", "JAVA_OPTS=")
        .doesNotContain("INTERNAL");
    Ended sqlite = importUsers("users.csv", classPath, temporary);
    assertThat(sqlite.exitCode()).as(sqlite.said()).isEqualTo(1);
    assertThat(sqlite.err())
        .contains("SQLite's library can't be unpacked into /proc")
        .doesNotContain("INTERNAL");
    assertNothingIsLeft();
  }

  private Ended importUsers(String classPath) {
    return importUsers("users.csv", classPath);
  }

  private Ended importUsers(String file, String classPath, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "dev.rollcall.Main"));
    command.addAll(List.of("import", file, "--no-progress"));
    try (ChildProgram program = ChildProgram.startCommand(folder, 1, command)) {
      return program.end();
    }
  }

  /** The same command does the work once the program is whole. */
  private void assertNothingIsLeft() {
    Ended whole = workspace.importFile("users.csv");
    assertThat(whole.exitCode()).as(whole.said()).isZero();
    assertThat(whole.numbers("counts")).containsEntry("created", 1L);
  }
}
