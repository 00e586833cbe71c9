package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run as a file. */
class PageFileTest {

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
    workspace.write("users.csv", "username,email\nada,ada@example.com\nbob,nobody at home\n");
    assertThat(workspace.importFile("users.csv").exitCode()).isEqualTo(3);
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    Ended shown = show("1", "page.html");
    assertThat(shown.exitCode()).as(shown.said()).isZero();
    assertThat(shown.out()).contains("page in ").contains("page.html");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("page.html"))))
        .isEqualTo("rw-------");
  }

  @Test
  void anAddressStandsOnItOnlyWhereItIsWhatIsWrong() {
    workspace.write("more.csv", "username,email,level\ncyd,cyd@example.com,many\n");
    workspace.importFile("more.csv");
    show("1", "first.html");
    show("2", "second.html");
    assertThat(workspace.read("first.html")).contains("nobody at home").doesNotContain("ada@");
    assertThat(workspace.read("second.html")).contains("cyd").doesNotContain("cyd@");
  }

  @Test
  void ofARefusedRunItSaysWhereTheRejectsAreAndWhatImportsThem() {
    workspace.write("more.csv", "username,level\ncyd,many\ndan,2\n");
    assertThat(workspace.importFile("more.csv", "--max-rejects", "0").exitCode()).isEqualTo(4);
    show("2", "page.html");
    String file = "users.db.run-2.rejects.csv";
    assertThat(workspace.read("page.html"))
        .contains("raise the limit (--max-rejects)")
        .contains(file)
        .contains("rollcall retry 2 --db ");
    // What it says works.
    Ended rest = workspace.importFile("more.csv", "--max-rejects", "1");
    assertThat(rest.exitCode()).as(rest.said()).isEqualTo(3);
    workspace.write(file, workspace.read(file).replace(",many,", ",7,"));
    Ended retried = workspace.run("retry", "2");
    assertThat(retried.exitCode()).as(retried.said()).isZero();
    assertThat(workspace.database().rows("select username, level from users order by 1"))
        .containsExactly("\"ada\", 1", "\"cyd\", 7", "\"dan\", 2");
  }

  @Test
  void whereItCanNotBeWrittenNothingIsLeft() {
    List<String> before = workspace.names();
    Ended missing = show("1", "missing/page.html");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("OUTPUT_UNWRITABLE");
    assertThat(show("9", "page.html").exitCode()).isEqualTo(2);
    assertThat(workspace.names()).isEqualTo(before);
  }

  @Test
  void besideJsonOnlyJsonIsSaid() {
    Ended shown =
        workspace.run("runs", "show", "1", "--json", "--html", workspace.path("p.html").toString());
    assertThat(Json.lines(shown.out())).hasSize(1);
    assertThat(workspace.names()).contains("p.html");
  }

  /** What a template does not escape is nothing that comes from data. */
  @Test
  void onlyTheShellHasHtmlPutIntoIt() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/pages"))) {
      List<Path> templates =
          files.filter(file -> file.toString().endsWith(".mustache")).sorted().toList();
      assertThat(templates).hasSizeGreaterThan(1);
      for (Path template : templates) {
        boolean shell = template.endsWith("page.mustache");
        assertThat(Files.readString(template).matches("(?s).*\\{\\{\\s*[{&].*"))
            .as("%s puts in HTML", template)
            .isEqualTo(shell);
      }
    }
  }

  private Ended show(String run, String page) {
    return workspace.run("runs", "show", run, "--html", workspace.path(page).toString());
  }
}
