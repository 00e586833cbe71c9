package dev.rollcall.csv;

import static dev.rollcall.csv.Bytes.bytes;
import static dev.rollcall.csv.Packer.zip;
import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is delivered instead of CSV is called by its name, and what to do is said. */
class NoTextTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "fd377a585a00, xz data, xz -dc",
    "425a6839314159265359, bzip2 data, bzip2 -dc",
    "377abcaf271c, a 7z archive, 7z e -so",
    "526172211a0700, a rar archive, unrar",
    "04224d18, lz4 data, lz4 -dc",
    "d0cf11e0a1b11ae1, .xls, save the sheet",
    "255044462d312e37, a PDF, as CSV",
    "53514c69746520666f726d6174203300, an SQLite database, --db",
    "3c21444f43545950452068746d6c3e, a web page, downloaded",
    "3c48544d4c3e, a web page, downloaded",
    "3c3f786d6c, XML, save the sheet"
  })
  void eachKindIsToldByItsFirstBytes(String hex, String kind, String advice) throws IOException {
    byte[] start = java.util.HexFormat.of().parseHex(hex);
    check(Bytes.concat(start, new byte[600]), kind, advice);
    check(Packer.GZIP.pack(Bytes.concat(start, new byte[600])), kind, advice);
  }

  @Test
  void aTarArchiveIsToldAlsoInsideGzip() throws IOException {
    byte[] tar = new byte[1_024];
    System.arraycopy(bytes("users.csv"), 0, tar, 0, 9);
    System.arraycopy(bytes("ustar"), 0, tar, 257, 5);
    check(tar, "a tar archive", "tar -xOf");
    check(Packer.GZIP.pack(tar), "a tar archive", "tar -xOf");
  }

  @Test
  void whatIsPackedTwiceIsSaidToBeSo() throws IOException {
    byte[] once = Packer.GZIP.pack(bytes("username\n"));
    check(Packer.GZIP.pack(once), "gzip data inside", "pack it once");
    check(
        Packer.ZSTD.pack(zip("a.csv", bytes("x"), "b.csv", bytes("y"))),
        "a zip archive inside",
        "pack it once");
  }

  @Test
  void anOfficeDocumentIsNamed() throws IOException {
    check(
        zip("[Content_Types].xml", bytes("x"), "xl/workbook.xml", bytes("y")),
        "a workbook of Excel",
        "save the sheet");
    check(
        zip("[Content_Types].xml", bytes("x"), "word/document.xml", bytes("y")),
        "an office document",
        "save the sheet");
    check(zip("mimetype", bytes("x"), "content.xml", bytes("y")), "LibreOffice", "save the sheet");
  }

  @ParameterizedTest
  @CsvSource({"9, Deflate64", "12, bzip2", "14, LZMA", "93, zstd", "95, xz", "98, PPMd"})
  void aZipOfAMethodThatIsNotUnderstoodIsWholeAllTheSame(int method, String name)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      out.putNextEntry(new ZipEntry("users.csv"));
      out.write(bytes("username\n"));
    }
    byte[] bytes = packed.toByteArray();
    int directory = new String(bytes, ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[8] = (byte) method;
    bytes[directory + 10] = (byte) method;
    check(bytes, "method " + method + " (" + name + ")", "gzip or zstd");
  }

  @Test
  void textThatOnlyBeginsLikeOneIsRead() throws IOException {
    for (String name : List.of("BZh9", "ann;1AY&SY", "7z", "Rar", "%PDF", "<htm", "PK")) {
      Path file = Files.writeString(folder.resolve("in"), name + ",username\nx,ann\n");
      try (CsvReader reader = CsvReader.open(Input.of(file, "in"), CsvFormat.AUTO, "username")) {
        assertThat(reader.header()).containsExactly(name, "username");
      }
    }
  }

  private void check(byte[] bytes, String kind, String advice) throws IOException {
    Path file = Files.write(folder.resolve("in"), bytes);
    Problem problem =
        problem(() -> CsvReader.open(Input.of(file, "in"), CsvFormat.AUTO, "username").next());
    assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem.what()).contains(kind);
    assertThat(problem.advice()).contains(advice);
  }
}
