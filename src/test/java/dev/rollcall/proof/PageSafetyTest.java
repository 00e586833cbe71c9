package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pages run nothing and load nothing, whatever the data is that they show. */
class PageSafetyTest {

  private static final int WIDE = 1100;

  private static final String HOSTILE = "<script>document.title='ran'</script>";
  private static final String IMAGE = "<img src=https://example.com/x.png onerror=alert(1)>";

  @RegisterExtension static final ShownPage page = new ShownPage();

  @TempDir private Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void whatARunPageHasFromDataIsTextAndNothingElse() {
    String file = "<b>'users'&amp;.csv";
    workspace.write(
        file,
        "username,email,level,action,reason\n"
            + "ada,,1,,\n"
            + "\""
            + HOSTILE
            + "\",,many,,\""
            + IMAGE
            + "\"\n"
            + "\"\"\"><svg onload=alert(1)>\",</td></table>,1,,\n"
            + "{{title}},,-99,,'';!--\n");
    workspace.importFile(file, "--job", "</title><script>document.title='ran'</script>");
    show("runs", "show", "1", "--html");
    assertThat(page.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
    assertThat(page.complaints()).isEmpty();
    assertThat(page.number("document.scripts.length")).isZero();
    assertThat(
            page.number("document.querySelectorAll('img,svg,iframe,link,form,a,main b b').length"))
        .isZero();
    assertThat(page.text("document.title")).contains("</title><script>");
    assertThat(page.text("document.body.textContent"))
        .contains(HOSTILE, IMAGE, "\"><svg onload=alert(1)>", "</td></table>", "{{title}}", file);
  }

  @Test
  void whatAReportHasFromDataIsTextAndNothingElse() {
    workspace.write(
        "users.csv",
        "username,level,reason\n"
            + "<script>document.title='ran'</script>,2,<img src=https://example.com/x.png>\n"
            + "e\u202Eve,3,null\nada,1,\n");
    workspace.importFile("users.csv");
    show("report", "changes", "--format", "html", "--out");
    assertThat(page.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
    assertThat(page.complaints()).isEmpty();
    assertThat(page.number("document.querySelectorAll('script,img').length")).isZero();
    assertThat(page.text("document.body.textContent"))
        .contains("<script>document.title='ran'</script>", "<img src=https://example.com/x.png>")
        .contains("e\\u202Eve");
    // What is null can be told from a text that says so.
    assertThat(
            page.text(
                "[...document.querySelectorAll('td')].filter(td => td.innerText === 'null')"
                    + ".map(td => td.className).sort().filter((c, i, all) => c !== all[i - 1])"
                    + ".join()"))
        .isEqualTo("text");
  }

  @Test
  void aPolicyForbidsWhatThePageDoesNotHave() {
    workspace.write("users.csv", "username\nada\n");
    workspace.importFile("users.csv");
    show("runs", "show", "1", "--html");
    page.perform(
        "document.body.insertAdjacentHTML('beforeend',"
            + "'<img src=https://example.com/x.png><i style=\"color:red\" onclick=\"x=1\">i</i>');"
            + "var s=document.createElement('script');s.textContent='window.ran=1';"
            + "document.body.append(s);document.querySelector('i').click()");
    assertThat(page.text("typeof window.ran + typeof window.x")).isEqualTo("undefinedundefined");
    assertThat(page.number("document.images[0].naturalWidth")).isZero();
    assertThat(page.complaints()).hasSizeGreaterThan(2);
  }

  /** Opens the page that a command writes into the file that comes last. */
  private void show(String... command) {
    Path file = folder.resolve("page.html");
    List<String> all = new ArrayList<>(List.of(command));
    all.add(file.toString());
    Ended ended = workspace.run(all.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.said()).isZero();
    page.open(file, WIDE, false);
  }
}
