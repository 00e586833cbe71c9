package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up users, and what an import makes of them. */
class GenerateTest {

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  /** The codes beside the file are not what the file's maker believes, but what an import says. */
  @ParameterizedTest
  @ValueSource(strings = {"--seed=1", "--seed=2", "--unicode", "--duplicates=10%", "--gzip"})
  void anImportRejectsWhatWasMadeToBeRejected(String flag) {
    String file = flag.equals("--gzip") ? "users.csv.gz" : "users.csv";
    generate("2000", "--bad", "2%", "--out", workspace.path(file).toString(), flag);
    assertThat(workspace.importFile(file).exitCode()).isEqualTo(3);
    List<String> found =
        workspace.database().rows("select line, code from rollcall_rejects order by line");
    List<String> expected =
        workspace.read("users_rejects.tsv").lines().skip(1).collect(Collectors.toList());
    assertThat(expected).hasSizeBetween(39, 41);
    assertThat(found).isEqualTo(expected.stream().map(line -> Database.row(typed(line))).toList());
    assertThat(expected.stream().map(line -> line.split("\t", -1)[1]).distinct()).hasSize(16);
  }

  private static Object[] typed(String line) {
    String[] cells = line.split("\t", -1);
    return new Object[] {Integer.valueOf(cells[0]), cells[1]};
  }

  @Test
  void everyRowOfTheSecondFileChangesAUserOfTheFirst() {
    generate("1000", "--changes", "5%", "--out", workspace.path("users.csv").toString());
    assertThat(workspace.importFile("users.csv").numbers("counts"))
        .containsEntry("created", 1_000L);
    Ended changed = workspace.importFile("users_changes.csv");
    assertThat(changed.numbers("counts")).containsEntry("updated", 50L).containsEntry("read", 50L);
    assertThat(changed.numbers("levels").values().stream().mapToLong(n -> n).sum()).isEqualTo(25);
    // In the order of names, as a folder of files is imported.
    assertThat(workspace.namesEndingIn(".csv")).containsExactly("users.csv", "users_changes.csv");
  }

  @Test
  void noUserIsChangedTwiceWhereRowsNameTheSameOne() {
    String file = workspace.path("users.csv").toString();
    generate("1000", "--changes", "50%", "--duplicates", "30%", "--out", file);
    workspace.importFile("users.csv");
    Map<String, Long> counts = workspace.importFile("users_changes.csv").numbers("counts");
    assertThat(counts.get("updated")).isEqualTo(counts.get("read")).isBetween(300L, 400L);
  }

  @Test
  void duplicatesNameUsersOfRowsBefore() {
    generate("1000", "--duplicates", "10%", "--out", workspace.path("users.csv").toString());
    assertThat(workspace.importFile("users.csv").numbers("counts"))
        .containsEntry("created", 900L)
        .containsEntry("rejected", 0L);
  }

  @Test
  void usersCanBeLikeThoseOfADatabase() {
    workspace.write(
        "users.csv",
        "username,email,level\nabcdefghi,a@example.com,40\njklmnopqr,,40\nstuvwxyzä,,7\n");
    workspace.importFile("users.csv");
    Ended ended = workspace.generate("--like", workspace.database().path().toString());
    assertThat(ended.out().lines().skip(1).toList())
        .hasSize(3)
        .allMatch(line -> line.matches("[a-z.-]{8}[123],.*,(40|7)"));
    assertThat(workspace.generate("--like", "none.db").err()).contains("check the path");
    Ended more = workspace.generate("3000", "--like", workspace.database().path().toString());
    assertThat(more.out().lines().filter(line -> line.endsWith(",40")).count())
        .isBetween(1_900L, 2_100L);
    assertThat(more.out().lines().filter(line -> line.contains("@")).count())
        .isBetween(900L, 1_100L);
    assertThat(more.out()).doesNotContain("abcdefgh").doesNotContain("a@example");
  }

  @Test
  void aFileIsWrittenWholeAndForItsOwner() throws Exception {
    Path file = workspace.path("users.csv");
    generate("10", "--out", file.toString());
    assertThat(Files.readString(file)).isEqualTo(workspace.generate("10").out());
    assertThat(workspace.generate("10", "--from", "4", "--rows", "2", "--no-header").out())
        .isEqualTo(
            workspace.read("users.csv").lines().skip(4).limit(2).collect(Collectors.joining("\n"))
                + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "10 --levels 1:0",
        "10 --levels high:1",
        "10 --levels 1:1,1:2",
        "10 --bad 1%",
        "10 --changes 5%",
        "10 --duplicates 101%",
        "10 --duplicates 5",
        "10 --recipe 2",
        "10 --from 0",
      })
  void whatCanNotBeMadeIsSaid(String words) {
    Ended ended = workspace.generate(words.isEmpty() ? new String[0] : words.split(" ", -1));
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err().lines()).hasSize(1);
  }

  private void generate(String... arguments) {
    Ended ended = workspace.generate(arguments);
    assertThat(ended.exitCode()).as(ended.said()).isZero();
  }
}
