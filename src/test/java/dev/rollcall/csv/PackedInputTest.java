package dev.rollcall.csv;

import static dev.rollcall.csv.Bytes.bytes;
import static dev.rollcall.csv.Bytes.concat;
import static dev.rollcall.csv.Packer.zip;
import static dev.rollcall.files.Failures.problem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.rollcall.Seeds;
import dev.rollcall.files.Descriptors;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was packed is read as if it were not, whole or not at all. */
class PackedInputTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatWasPackedIsReadAsItWas(Packer packer) {
    Seeds.each(
        20,
        random -> {
          byte[] text = text(random, random.nextInt(300_000));
          byte[] packed = packer.pack(text);
          // The name says nothing: a download may keep it although it was unpacked.
          try (OpenInput in = input("users.gz", packed).open()) {
            assertThat(readSlowly(in, random)).isEqualTo(text);
            assertThat(in.deliveredBytesRead()).isEqualTo(packed.length);
            assertThat(in.sha256OfWhatWasRead()).isEqualTo(input("x", packed).sha256());
          }
        });
  }

  /** For whoever watches: an unpacker may have read ahead of what it gave. */
  @ParameterizedTest
  @EnumSource
  void whatWasReadGrowsWithTheText(Packer packer) throws IOException {
    byte[] text = text(new Random(7), 2_000_000);
    Input input = input("users.csv", packer.pack(text));
    try (OpenInput in = input.open()) {
      for (int percent = 10; percent < 100; percent += 10) {
        in.readNBytes(text.length / 10);
        assertThat(100 * in.deliveredBytesRead() / input.bytes())
            .isBetween(percent - 1L, percent + 7L);
      }
    }
  }

  /** Or whoever imports every night would run out of files one day. */
  @ParameterizedTest
  @EnumSource
  void whatIsClosedIsHeldOpenNoMore(Packer packer) throws IOException {
    Input input = input("held", packer.pack(bytes("username\nann\n")));
    CsvReader reader = CsvReader.open(input, CsvFormat.AUTO, "username");
    assertThat(Descriptors.in(folder)).isNotEmpty();
    reader.close();
    Input empty = input("held", packer.pack(bytes("\n")));
    assertThat(problem(() -> CsvReader.open(empty, CsvFormat.AUTO, "username")).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
    byte[] packed = packer.pack(bytes("username\nann\n"));
    for (int length = 4; packer != Packer.NONE && length < packed.length; length++) {
      Input cut = input("held", Arrays.copyOf(packed, length));
      assertThat(problem(() -> readAll(cut)).code()).isEqualTo(ProblemCode.INPUT_CUT_OFF);
    }
    assertThat(problem(() -> readAll(input("held", zip()))).what()).contains("no file");
    assertThat(Descriptors.in(folder)).isEmpty();
  }

  /** Wherever a transfer broke off, no half of the rows is taken for all of them. */
  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatWasCutOffIsNeverReadToAnEnd(Packer packer) {
    Seeds.each(
        200,
        random -> {
          byte[] packed = packer.pack(text(random, 2_000));
          // From four bytes on they tell that it is packed.
          int length = 4 + random.nextInt(packed.length - 4);
          Input input = input("users.csv", Arrays.copyOf(packed, length));
          Problem problem = problem(() -> readAllTwice(input));
          assertThat(problem.code()).as("cut at %d", length).isEqualTo(ProblemCode.INPUT_CUT_OFF);
          assertThat(problem.place()).isEqualTo(Place.of("users.csv"));
        });
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aByteThatIsAnotherIsNoticed(Packer packer) {
    Seeds.each(
        200,
        random -> {
          byte[] text = text(random, 2_000);
          byte[] packed = packer.pack(text);
          // In the middle, where the text is; what stands around it may say nothing about it.
          int at = packed.length / 4 + random.nextInt(packed.length / 4);
          packed[at] ^= (byte) (1 << random.nextInt(8));
          Problem problem = problem(() -> readAll(input("users.csv", packed)));
          assertThat(problem.code()).isIn(ProblemCode.INPUT_UNREADABLE, ProblemCode.INPUT_CUT_OFF);
          if (problem.code() == ProblemCode.INPUT_UNREADABLE) {
            assertThat(problem.what()).containsIgnoringCase(packer.name());
          }
        });
  }

  // gzip of several members, as appending to a log or joining two files makes it.

  @Test
  void severalGzipMembersAreOneText() throws IOException {
    byte[] packed = concat(Packer.GZIP.pack(bytes("a\n")), Packer.GZIP.pack(bytes("b\n")));
    assertThat(readAll(input("users.csv", packed))).isEqualTo(bytes("a\nb\n"));
  }

  @Test
  void zerosAfterTheLastMemberArePadding() throws IOException {
    byte[] packed = concat(Packer.GZIP.pack(bytes("a\n")), new byte[100_000]);
    assertThat(readAll(input("users.csv", packed))).isEqualTo(bytes("a\n"));
  }

  /** Also where the cut leaves only a part of the second member's header. */
  @Test
  void aSecondMemberThatIsCutOffIsNoEnd() throws IOException {
    byte[] first = Packer.GZIP.pack(bytes("a\n"));
    byte[] both = concat(first, Packer.GZIP.pack(bytes("b\n")));
    for (int length = first.length + 1; length < both.length; length++) {
      Input input = input("users.csv", Arrays.copyOf(both, length));
      assertThat(problem(() -> readAll(input)).code())
          .as("cut at %d", length)
          .isEqualTo(ProblemCode.INPUT_CUT_OFF);
    }
  }

  @Test
  void whatIsNoGzipBehindGzipIsNotPassedOver() throws IOException {
    byte[] packed = concat(Packer.GZIP.pack(bytes("a\n")), bytes("b\n"));
    assertThat(problem(() -> readAll(input("users.csv", packed))).code())
        .isEqualTo(ProblemCode.INPUT_UNREADABLE);
  }

  /** What gzip puts there without being asked, and what its format allows besides. */
  @Test
  void theFieldsOfAGzipHeaderAreNotTakenForText() throws IOException {
    byte[] plain = Packer.GZIP.pack(bytes("a\n"));
    byte[] start = Arrays.copyOf(plain, 10);
    start[3] = 2 | 4 | 8 | 16;
    byte[] extra = {2, 1};
    byte[] fields = concat(extra, new byte[258], bytes("users.csv\0comment\0"), new byte[] {9, 9});
    byte[] packed = concat(start, fields, Arrays.copyOfRange(plain, 10, plain.length));
    assertThat(readAll(input("users.csv", packed))).isEqualTo(bytes("a\n"));
  }

  @Test
  void severalZstandardFramesAreOneText() throws IOException {
    byte[] skippable = {0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9};
    byte[] packed = concat(skippable, Zstd.compress(bytes("a\n")), Zstd.compress(bytes("b\n")));
    assertThat(readAll(input("users.csv", packed))).isEqualTo(bytes("a\nb\n"));
  }

  /** Also without checksums, which would not be there to miss. */
  @Test
  void aZstandardFrameThatIsCutOffIsNoticedBehindAWholeOne() throws IOException {
    byte[] first = Zstd.compress(bytes("username\nann\n"));
    byte[] second = Zstd.compress(bytes("bob\ncyd\ndan\neve\n"));
    byte[] whole = concat(first, second);
    for (int length = first.length + 1; length < whole.length; length++) {
      Input input = input("users.csv", Arrays.copyOf(whole, length));
      assertThat(problem(() -> readAll(input)).code())
          .as("cut at %d", length)
          .isEqualTo(ProblemCode.INPUT_CUT_OFF);
    }
  }

  // zip.

  @Test
  void aZipHoldsOneFileBesidesFoldersAndWhatAMacAdds() throws IOException {
    byte[] packed =
        zip("out/", bytes(""), "out/users.csv", bytes("a\n"), "__MACOSX/._users.csv", bytes("x"));
    assertThat(readAll(input("users.zip", packed))).isEqualTo(bytes("a\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, b.csv, several files",
    "[Content_Types].xml, xl/sheet1.xml, office document",
    "a/, b/, no file"
  })
  void aZipOfAnythingElseIsRefused(String one, String other, String words) throws IOException {
    byte[] none = bytes("");
    byte[] packed = zip(one, none, other, none);
    Problem problem = problem(() -> readAll(input("users.zip", packed)));
    assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem.what()).contains(words);
  }

  @Test
  void anEncryptedArchiveIsNotTakenForADamagedOne() throws IOException {
    byte[] packed = zip("users.csv", bytes("a\n"));
    // In front of the entry, and in the archive's directory.
    packed[6] |= 1;
    int directory = new String(packed, ISO_8859_1).indexOf("PK\u0001\u0002");
    packed[directory + 8] |= 1;
    Problem problem = problem(() -> readAll(input("users.zip", packed)));
    assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem.what()).contains("encrypted");
  }

  @Test
  void anEmptyZipHoldsNoFile() throws IOException {
    byte[] packed = zip();
    assertThat(problem(() -> readAll(input("users.zip", packed))).what()).contains("no file");
  }

  @Test
  void whatUnpacksToNothingHasNoHeader() throws IOException {
    Input input = input("users.csv.gz", Packer.GZIP.pack(bytes("")));
    assertThat(problem(() -> CsvReader.open(input, CsvFormat.AUTO, "username")).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
  }

  /** A few kilobytes can be made to unpack to more than any disk holds. */
  @Test
  void whatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
    byte[] zeros = Packer.ZSTD.pack(new byte[1 << 24]);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (long unpacked = 0; unpacked <= OpenInput.RATIO_FREE_BYTES; unpacked += 1 << 24) {
      all.write(zeros);
    }
    Problem problem = problem(() -> drain(input("users.csv", all.toByteArray())));
    assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_TOO_LARGE);
    assertThat(problem.what()).contains("bytes unpack to more than 268,435,456 bytes");
    // The same beside so much that packs badly is not out of proportion.
    all.write(Packer.ZSTD.pack(text(new Random(7), 300_000)));
    assertThat(drain(input("users.csv", all.toByteArray())))
        .isGreaterThan(OpenInput.RATIO_FREE_BYTES);
  }

  // The file itself.

  @Test
  void whatCantBeAnInputIsSaidToBeSo() throws IOException {
    assertThat(problem(() -> Input.of(folder.resolve("none.csv"), "none.csv")).code())
        .isEqualTo(ProblemCode.INPUT_NOT_FOUND);
    assertThat(problem(() -> Input.of(folder, "inbox")).code())
        .isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem(() -> input("empty.csv", new byte[0])).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
  }

  @Test
  void aFileThatChangesWhileItIsReadHasAnotherDigestThen() throws IOException {
    for (Packer packer : Packer.values()) {
      Input input = input("users.csv", packer.pack(bytes("username\nann\n")));
      String before = input.sha256();
      input("users.csv", packer.pack(bytes("username\nbob\n")));
      try (OpenInput in = input.open()) {
        in.readAllBytes();
        assertThat(in.sha256OfWhatWasRead()).as("%s", packer).isNotEqualTo(before);
      }
    }
  }

  @Test
  void zstdThatNeedsMuchMemoryIsToldFromDamage() throws IOException {
    // A frame with a window of 1 GiB, and one empty block in it.
    byte[] packed = HexFormat.of().parseHex("28b52ffd" + "00" + "a0" + "010000");
    Path file = Files.write(folder.resolve("users.csv.zst"), packed);
    Problem problem = problem(() -> readAll(Input.of(file, "users.csv.zst")));
    assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem.toString()).contains("128 MiB").contains("zstd -dc --long=31");
  }

  private Input input(String name, byte[] bytes) throws IOException {
    return Input.of(Files.write(folder.resolve(name), bytes), name);
  }

  private static byte[] readAll(Input input) throws IOException {
    try (OpenInput in = input.open()) {
      return in.readAllBytes();
    }
  }

  /** Whoever asks once more must not be told that this is the end. */
  private static void readAllTwice(Input input) {
    try (OpenInput in = input.open()) {
      Problem problem = problem(in::readAllBytes);
      assertThat(problem(in::read)).isEqualTo(problem);
      throw new Failure(problem, null);
    }
  }

  private static long drain(Input input) throws IOException {
    try (OpenInput in = input.open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** In pieces of any size, some of them single bytes. */
  private static byte[] readSlowly(InputStream in, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[20_000];
    while (true) {
      int one = random.nextInt(5) == 0 ? in.read() : -2;
      if (one >= 0) {
        all.write(one);
        continue;
      }
      int read = one == -1 ? -1 : in.read(piece, 7, 1 + random.nextInt(piece.length - 7));
      if (read < 0) {
        return all.toByteArray();
      }
      all.write(piece, 7, read);
    }
  }

  /** Packs badly, so that a cut anywhere is a cut in it. */
  private static byte[] text(Random random, int length) {
    byte[] text = new byte[length];
    random.nextBytes(text);
    // Not the beginning of anything packed.
    if (length > 0) {
      text[0] = 'u';
    } else {
      return bytes("u");
    }
    return text;
  }
}
