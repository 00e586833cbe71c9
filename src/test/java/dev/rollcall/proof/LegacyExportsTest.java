package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From an export of another system to users: look at it, keep the job file that is printed as it
 * is, plan, import.
 */
class LegacyExportsTest {

  private static final int ROWS = 40;

  @TempDir Path folder;

  /**
   * An export.
   *
   * @param row with {@code NAME}, {@code NUMBER} and {@code WORD} in it
   * @param found parts of the job file
   * @param levels of the first users, as they are then
   */
  private record Export(
      String kind,
      Charset charset,
      String top,
      String row,
      String end,
      List<String> found,
      List<String> levels) {

    @Override
    public String toString() {
      return kind;
    }

    String text() {
      StringBuilder text = new StringBuilder(top);
      for (int i = 0; i < ROWS; i++) {
        String word = List.of("Gold", "Silver", "Bronze").get(i % 3);
        text.append(
            row.replace("NAME", name(i)).replace("NUMBER", "" + i % 8).replace("WORD", word));
      }
      return text.append(end).toString();
    }

    private static String name(int i) {
      return List.of("jörg", "anna", "zoé", "käthe").get(i % 4) + i;
    }
  }

  static Stream<Export> exports() {
    Charset windows = Charset.forName("windows-1252");
    List<String> numbers = List.of("0", "1", "2", "3");
    List<String> words = List.of("30", "20", "10", "30");
    return Stream.of(
        new Export(
            "a title, words for levels and totals",
            windows,
            "Benutzerliste\nStand 1.11.2026\n\nBenutzername;E-Mail;Stufe\n",
            "NAME;NAME@example.com;WORD\n",
            "Summe;" + ROWS + ";\n",
            List.of("charset: windows-1252", "skip: 3", "{ match: \"Summe*\", rows: 2 }"),
            words),
        new Export(
            "MySQL's escapes and nulls, without a header",
            StandardCharsets.UTF_8,
            "",
            "NAME\tO\\\"N\tNAME@example.com\tNUMBER\t\\N\n",
            "",
            List.of("delimiter: tab", "escape: \"\\\\\"", "header: false", "level: 4"),
            numbers),
        new Export(
            "Excel's semicolons, mark and quotes",
            StandardCharsets.UTF_8,
            "\ufeffLogin;Mail;Level\r\n",
            "\"NAME\";NAME@example.com;NUMBER\r\n",
            "",
            List.of("delimiter: \";\"", "username: Login", "email: Mail"),
            numbers),
        new Export(
            "an old Mac",
            Charset.forName("x-MacRoman"),
            "login,email,tier\n",
            "NAME,NAME@example.com,WORD\n",
            "",
            List.of("charset: x-macroman", "silver: 20"),
            words),
        new Export(
            "no header, numbers first",
            StandardCharsets.UTF_8,
            "",
            "1000NUMBER,NAME,NAME@example.com,NUMBER\n",
            "",
            List.of("header: false", "username: 2", "email: 3", "level: 4"),
            numbers),
        new Export(
            "capitals, and levels beyond the usual bounds",
            StandardCharsets.UTF_8,
            "USER_ID,EMAIL_ADDRESS,LEVEL\n",
            "NAME,NAME@EXAMPLE.COM,10NUMBER\n",
            "",
            List.of("username: USER_ID", "levels: { max: 107 }"),
            List.of("100", "101", "102", "103")),
        new Export(
            "a delimiter at the end of each line",
            StandardCharsets.UTF_8,
            "user,mail,grade,\n",
            "NAME,NAME@example.com,NUMBER,\n",
            "",
            List.of("username: user", "level: grade"),
            numbers),
        new Export(
            "pipes round each line",
            StandardCharsets.UTF_8,
            "| login | mail | level |\n",
            "| NAME | NAME@example.com | NUMBER |\n",
            "",
            List.of("delimiter: \"|\"", "username: login"),
            numbers),
        new Export(
            "a footnote, and words for nothing",
            StandardCharsets.UTF_8,
            "utilisateur;courriel;niveau;commentaire\n",
            "NAME;NAME@example.com;NUMBER;N/A\n",
            "Source : annuaire interne\n",
            List.of("trailer: { match: \"Source*\" }", "\"N/A\"", "reason: commentaire"),
            numbers),
        new Export(
            "letters for actions, fractions, apostrophes",
            StandardCharsets.UTF_8,
            "op,username,level,comment\n",
            "A,NAME,NUMBER.0,it's fine\n",
            "",
            List.of("a: create", "replace: { \"\\\\.0+$\": \"\" }"),
            numbers));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void theJobFileThatIsPrintedImportsIt(Export export) throws IOException {
    Workspace workspace = new Workspace(folder);
    String file =
        workspace.write("export.txt", export.text().getBytes(export.charset())).toString();
    Ended guessed = workspace.look("guess", file);
    assertThat(guessed.exitCode()).as(guessed.said()).isZero();
    assertThat(guessed.out()).contains(export.found());
    workspace.write("job.yaml", guessed.out());
    assertThat(workspace.look("check", workspace.path("job.yaml").toString()).exitCode()).isZero();
    Ended planned = workspace.runPlan("job.yaml");
    assertThat(planned.exitCode()).as(planned.said()).isZero();
    Ended run = workspace.runJob("job.yaml");
    assertThat(run.exitCode()).as(run.said()).isZero();
    Database database = workspace.database();
    assertThat(database.number("select count(*) from users")).isEqualTo(ROWS);
    assertThat(database.number("select count(*) from users where username like 'jörg%'"))
        .isEqualTo(ROWS / 4);
    assertThat(database.rows("select level_after from rollcall_changes order by line limit 4"))
        .containsExactlyElementsOf(export.levels());
  }

  /** Each of them would cost a user, or change the wrong thing, if nobody looked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "username,email,level/ann,ann@example.com/bob,bob@example.com,4/cy,cy@example.com,5/",
        "username,email,level/ann,ann@example.com,3/bob,bob@example.com,4/zoe",
        "email,name,password/a@example.com,N,s1/b@example.com,N,s2/c@example.com,M,s3/",
        "ann;Gold/bob;Silver/cy;Gold/",
        "user,gold/ann,silver/bob,gold/",
        "login,2024,2025/ann,1,2/bob,2,3/cy,3,4/",
        "a,b,c/1,2,3,/4,5,6,/7,8,9,/",
        "username,level/ann,\"3/bob,4/",
        "username,operation/ann,D/bob,U/",
        "username,level/ann,active/bob,gone/",
        "username,level,x/ann,1,/bob,2,/Total,,3/Printed,by me,/"
      })
  void whatMayCostAUserIsLeftToTheUser(String rows) {
    Workspace workspace = new Workspace(folder);
    String file = workspace.write("doubtful.txt", rows.replace('/', '\n')).toString();
    Ended guessed = workspace.look("guess", file);
    assertThat(guessed.exitCode()).as(guessed.said()).isIn(1, 2);
    if (guessed.exitCode() == 2) {
      assertThat(guessed.out()).contains("# ? ");
    }
  }

  /** The last user, whatever they are called, and the first, whatever is above them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "username,email,level/ann,ann@example.com,3/bob,bob@example.com,4/fin,fin@example.com,5/",
        "username;email/ann;ann@example.com/report-bot;bot@example.com/",
        "Report,2026-11-29,/username,email,level/ann,a@example.com,3/cy,c@example.com,4/",
        "Users of May//username,level/ann,3/bob,4/"
      })
  void nobodyIsTakenForATitleOrATrailer(String rows) {
    Workspace workspace = new Workspace(folder);
    String file = workspace.write("whole.txt", rows.replace('/', '\n')).toString();
    Ended guessed = workspace.look("guess", file);
    assertThat(guessed.exitCode()).as(guessed.said() + guessed.out()).isZero();
    workspace.write("job.yaml", guessed.out());
    assertThat(workspace.runJob("job.yaml").exitCode()).isZero();
    long users = rows.lines().count() + rows.split("/").length;
    assertThat(workspace.database().number("select count(*) from users"))
        .isEqualTo(users - 1 - rows.substring(0, rows.indexOf("username")).split("/", -1).length);
  }

  @Test
  void whatTwoReadingsExplainIsLeftToTheUser() {
    Workspace workspace = new Workspace(folder);
    String file = workspace.write("both.txt", "ann;a,b\nbob;c,d\ncyd;e,f\n").toString();
    Ended guessed = workspace.look("guess", file);
    assertThat(guessed.exitCode()).isEqualTo(2);
    assertThat(guessed.said()).contains("it reads about as well in another way");
    assertThat(guessed.out()).contains("# or: delimiter: ");
    workspace.write("job.yaml", guessed.out());
    assertThat(workspace.look("check", workspace.path("job.yaml").toString()).exitCode()).isZero();
  }

  @Test
  void whatAMigrationShouldKnowIsSaid() {
    Workspace workspace = new Workspace(folder);
    String rows =
        "username,email,level\nann,a@example.com,1\nAnn,b@example.com,2\nann,c@example.com,3\n"
            + "bob,a@example.com,4\n"
            + "x".repeat(51)
            + ",d@example.com,5\ncyd,e@example.com\n";
    Ended guessed = workspace.look("guess", workspace.write("users.csv", rows).toString());
    assertThat(guessed.out())
        .contains("1 row of another width")
        .contains("1 row for a user whom a row before has")
        .contains("1 username the same as another but for case")
        .contains("1 address that another user has too")
        .contains("1 username longer than 50")
        .contains("# or: username: { from: username, case: lower }");
    assertThat(guessed.out()).doesNotContain("@example.com");
  }
}
