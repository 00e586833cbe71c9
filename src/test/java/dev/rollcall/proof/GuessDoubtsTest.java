package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guess leaves to whoever reads it, as a migration could go wrong by it. */
class GuessDoubtsTest {

  @TempDir Path folder;

  private Ended guess(String text) {
    Workspace workspace = new Workspace(folder);
    workspace.write("export.csv", text);
    return workspace.look("guess", workspace.path("export.csv").toString());
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "user%d;u%d@example.com;%d\n".formatted(i, i, i % 5))
        .collect(Collectors.joining());
  }

  @Test
  void aLastLineThatCountsOtherRowsIsNoAccident() {
    String top = "login;mail;level\n";
    Ended whole = guess(top + rows(40) + "TRL;40\n");
    assertThat(whole.exitCode()).as(whole.said()).isZero();
    assertThat(whole.out()).contains("trailer: { match: \"TRL*\", rows: 2 }");
    Ended cut = guess(top + rows(29) + "TRL;40\n");
    assertThat(cut.exitCode()).as(cut.said()).isEqualTo(2);
    assertThat(cut.out())
        .contains(
            "# ? its last line says 40, and it has 29 rows: it may have been cut off",
            "# or: trailer: { match: \"TRL*\", rows: 2 }");
    // A sum is of something else.
    Ended sum = guess(top + rows(29) + "Total;;58\n");
    assertThat(sum.exitCode()).as(sum.said()).isZero();
  }

  @Test
  void aColumnThatNamesUsersTwiceIsDoubtedBesideOneThatDoesNot() {
    String rows = "Ann Lee;ann;3\nBob Ray;bob;2\nBob Ray;bob2;2\n";
    Ended ended = guess("username;login;level\n" + rows);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.out()).contains("# ? another column names each user once");
  }

  @Test
  void aColumnThatIsThereTwiceIsDoubted() {
    Ended ended = guess("login;level;level\nann;1;2\nbob;2;3\ncy;3;4\n");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.out()).contains("# ? the column level is there twice");
  }

  @Test
  void noWordOfAFileWithSecretsIsShown() throws IOException {
    for (String name : new String[] {"password", "pw", "mdp"}) {
      Path file = folder.resolve("secrets.csv");
      Files.writeString(
          file,
          "login;" + name + ";level\nann;S\u00e9CRETX;3\nbob;T\u00e4PSECRET;2\ncy;plain;2\n",
          StandardCharsets.ISO_8859_1);
      Ended ended = new Workspace(folder).look("guess", file.toString());
      assertThat(ended.out()).contains("# secret: [" + name + "]").doesNotContain("SECRET");
    }
  }

  @Test
  void aStepAmongLevelsIsDoubted() {
    Ended ended = guess("login;level\nann;3\nbob;-1\ncy;+2\n");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.out()).contains("# ? some levels have a minus");
    // Nobody writes a plus before a level that is none.
    assertThat(guess("login;level\nann;3\nbob;+1\ncy;+2\n").exitCode()).isZero();
  }

  @Test
  void wordsAmongAddressesAreDoubtedAndTheAddressesAreRead() {
    String words = "user40;none given;1\nuser41;none given;1\n".repeat(4);
    Ended ended = guess("login;mail;level\n" + rows(16) + words);
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.out()).contains("email: mail", "# ? its column of addresses has other words");
  }

  @Test
  void itSaysHowManyColumnsAreNotListed() {
    String names = IntStream.range(0, 19).mapToObj(i -> ";c" + i).collect(Collectors.joining());
    String cells = ";x".repeat(19);
    Ended ended = guess("login;level" + names + "\nann;1" + cells + "\nbob;2" + cells + "\n");
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("# (3 more columns behind these; users have at most 16)");
  }
}
