package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of a plan, as a real browser shows it. */
class PlanPageTest {

  @RegisterExtension static final ShownPage page = new ShownPage();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1100, false", "400, true"})
  void itShowsWhoIsWhereAndTheDigests(int width, boolean dark) {
    Workspace workspace = new Workspace(folder);
    workspace.write("old.csv", "username,level\nada,3\nbob,2\ncyd,1\ndora,1\n");
    assertThat(workspace.importFile("old.csv").exitCode()).isZero();
    Path file =
        workspace.write(
            "new.csv", "username,level,action\nada,3,\nbob,5,\ncyd,,delete\nzoe,x,\n<b>y</b>,1,\n");
    Path html = workspace.path("plan.html");
    Ended plan = workspace.run("plan", file.toString(), "--html", html.toString());
    assertThat(plan.exitCode()).as(plan.said()).isEqualTo(3);
    page.open(html, width, dark);
    assertThat(
            page.text(
                "[...document.querySelectorAll('section[aria-labelledby=users] .parts li')]"
                    + ".map(li => li.innerText.split(/\\s*\\n\\s*/).slice(0, 2).join(' ')).join(', ')"))
        .isEqualTo(
            "same 1, different 1, only in the input 1, only in the database 1, deleted by a row 1");
    assertThat(page.text("document.body.innerText"))
        .contains("4 users now, 4 after it.", "LEVEL_NOT_A_NUMBER", "level 2 → 5", "<b>y</b>")
        .doesNotContain("null");
    assertThat(page.text("[...document.querySelectorAll('.digests code')].map(e => e.innerText)"))
        .matches("\\[([0-9a-f]{64}, ){3}[0-9a-f]{64}]");
    assertThat(
            page.number(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .isZero();
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).hasSize(1);
    assertThat(page.contrast("section .name, .digests dt, .signature p")).isGreaterThan(4.5);
  }
}
