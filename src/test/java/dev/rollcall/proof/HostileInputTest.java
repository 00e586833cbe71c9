package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that somebody made to do harm. */
class HostileInputTest {

  private static final List<String> STATEMENTS =
      List.of(
          "'); drop table users;--",
          "\" or 1=1 --",
          "x'; delete from rollcall_runs; --",
          "?1 :a @b $c {0} %s ${PATH} #{x}",
          "\\u0000\"]} or 1=1",
          "`; attach 'evil.db' as evil;`");

  @TempDir Path folder;
  private Workspace workspace = new Workspace(Path.of(""));

  @BeforeEach
  void begin() {
    workspace = new Workspace(folder);
  }

  @Test
  void statementsInCellsNamesAndFlagsAreText() {
    for (String each : STATEMENTS) {
      String cell = '"' + each.replace("\"", "\"\"") + '"';
      String file = each.replace('/', ' ') + ".csv";
      workspace.write(
          file,
          "username,email,level,reason,"
              + cell
              + "\n"
              + cell
              + ",,1,"
              + cell
              + ",x\nann,"
              + cell
              + ",2,x,x\nbob,,"
              + cell
              + ",x,x\n");
      for (int again = 0; again < 2; again++) {
        Ended ended = workspace.importFile(file, "--job", each, "--again");
        assertThat(ended.exitCode()).as(ended.said()).isEqualTo(3);
        assertThat(ended.numbers("counts")).containsEntry("rejected", 2L);
      }
      for (String flag : List.of("--mode", "--columns", "--charset", "--guard", "--level-min")) {
        assertThat(workspace.importFile(file, flag, each).exitCode()).as(flag).isIn(1, 2, 3);
      }
      for (List<String> command : List.of(List.of("runs", "show", each), List.of("retry", each))) {
        assertThat(workspace.run(command.toArray(String[]::new)).exitCode()).isEqualTo(2);
      }
    }
    assertThat(workspace.database().rows("select username from users order by username"))
        .containsExactlyInAnyOrderElementsOf(
            STATEMENTS.stream().map(each -> '"' + each + '"').toList());
    assertThat(
            workspace
                .database()
                .number("select count(distinct job) from rollcall_runs where id > 0"))
        .isGreaterThanOrEqualTo(STATEMENTS.size());
    assertThat(folder.resolve("evil.db")).doesNotExist();
  }

  @Test
  void formulasComeBackAsTheyWereAndAreImportedAsTheyAre() {
    workspace.write(
        "users.csv",
        "username,email,level\n=1+1,=cmd|' /C calc'!A0,@SUM(1)\n+41,-x@y.example,many\n");
    assertThat(workspace.importFile("users.csv", "--max-rejects", "100%").exitCode()).isEqualTo(3);
    String rejects = workspace.read("users.db.run-1.rejects.csv");
    assertThat(rejects)
        .containsPattern("\r\n=1\\+1,=cmd\\|' /C calc'!A0,@SUM\\(1\\),[^,]+,2,")
        .containsPattern("\r\n\\+41,-x@y.example,many,[^,]+,3,");
    workspace.write(
        "mended.csv",
        rejects.replace("@SUM(1)", "7").replace("=cmd|' /C calc'!A0", "").replace("many", "8"));
    assertThat(workspace.importFile("mended.csv").exitCode()).isZero();
    assertThat(workspace.database().users())
        .containsExactly("\"+41\", \"-x@y.example\", 8", "\"=1+1\", null, 7");
  }

  @Test
  void anEntryThatWouldLeaveItsFolderLeavesNothing() throws IOException {
    Path outside = folder.resolve("outside.csv");
    for (String name : List.of("../outside.csv", outside.toString(), "a/../../outside.csv")) {
      workspace.write("in/slip.zip", zip(name, "username\nann\n".getBytes(StandardCharsets.UTF_8)));
      Ended ended = workspace.importFile("in/slip.zip", "--again");
      assertThat(ended.exitCode()).as(ended.said()).isZero();
      assertThat(outside).doesNotExist();
      assertThat(ended.said()).doesNotContain("outside");
    }
  }

  @Test
  void whatIsPackedTwiceIsNoCsv() throws IOException {
    byte[] rows = "username\nann\n".getBytes(StandardCharsets.UTF_8);
    workspace.write("twice.csv.gz", gzip(gzip(rows)));
    workspace.write("twice.zip", zip("users.zip", zip("users.csv", rows)));
    workspace.write("twice.zst", zstd(gzip(rows)));
    for (String file : List.of("twice.csv.gz", "twice.zip", "twice.zst")) {
      Ended ended = workspace.importFile(file);
      assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
      assertThat(ended.err().lines()).hasSize(1);
    }
  }

  /** Blank lines, which make no rows: 260 MiB of them in some kilobytes. */
  @Test
  void aBombIsRefusedWithItsFigures() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(bytes)) {
      out.write("username\n".getBytes(StandardCharsets.UTF_8));
      byte[] blank = new byte[1 << 20];
      Arrays.fill(blank, (byte) '\n');
      for (int i = 0; i < 260; i++) {
        out.write(blank);
      }
    }
    workspace.write("bomb.zst", bytes.toByteArray());
    Ended ended = workspace.importFile("bomb.zst");
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(1);
    assertThat(ended.err())
        .contains("[INPUT_TOO_LARGE]")
        .contains("unpack to more than 268,435,456 bytes")
        .contains("1,000 times");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] zip(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
