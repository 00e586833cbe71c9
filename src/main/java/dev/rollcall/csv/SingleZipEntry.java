package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The one file in a zip archive. Folders, and the attributes that a Mac packs along under {@code
 * __MACOSX/}, do not count.
 *
 * <p>Goes by the archive's directory, as archives made in a pipe do not say in front of an entry
 * how long it is; and checks length and checksum itself, as the JDK does not when asked this way.
 */
final class SingleZipEntry extends BlockStream {

  private static final int ENCRYPTION_FLAG_AT = 6;

  /** So the JDK says that it can't unpack what is whole. */
  private static final Pattern METHOD = Pattern.compile("compression method: ([0-9]+)");

  private static final Map<String, String> METHODS =
      Map.of("9", "Deflate64", "12", "bzip2", "14", "LZMA", "93", "zstd", "95", "xz", "98", "PPMd");

  private final ZipFile archive;
  private final ZipEntry entry;
  private final InputStream in;
  private final CRC32 checksum = new CRC32();
  private long count;

  private SingleZipEntry(ZipFile archive, ZipEntry entry) throws IOException {
    this.archive = archive;
    this.entry = entry;
    this.in = archive.getInputStream(entry);
  }

  static SingleZipEntry open(Path path, Place place) throws IOException {
    ZipFile archive = archive(path, place);
    try {
      return new SingleZipEntry(archive, onlyFile(archive, place));
    } catch (IOException | Failure e) {
      archive.close();
      throw e;
    }
  }

  /** The share of the entry that was read, 0 to 1. */
  double share() {
    return entry.getSize() <= 0 ? 1 : Math.min(1, (double) count / entry.getSize());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    if (read >= 0) {
      checksum.update(into, offset, read);
      count += read;
    } else if (count < entry.getSize()) {
      throw new EOFException("the entry is shorter than the archive says");
    } else if (count > entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new ZipException("the checksum is another");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  private static ZipFile archive(Path path, Place place) throws IOException {
    try {
      // Any byte is a character there, and no archive is refused for the name of its entry.
      return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException e) {
      if (isEncrypted(path)) {
        throw Failure.at(
            ProblemCode.INPUT_UNREADABLE, place, "the zip archive is encrypted", "unpack it first");
      }
      Matcher method = METHOD.matcher(String.valueOf(e.getMessage()));
      if (method.find()) {
        throw otherMethod(method.group(1), place);
      }
      throw Failure.at(
          ProblemCode.INPUT_CUT_OFF,
          place,
          "the zip archive has no whole directory at its end",
          "it was cut off or damaged on its way: deliver it again",
          e);
    }
  }

  private static Failure otherMethod(String number, Place place) {
    String name = METHODS.get(number);
    return Failure.at(
        ProblemCode.INPUT_UNREADABLE,
        place,
        "the zip archive is packed by method "
            + number
            + (name == null ? "" : " (" + name + ")")
            + ", which is not understood",
        "pack it as an ordinary zip (deflate), or as gzip or zstd; or unpack it and pipe it in:"
            + " 7z e -so FILE | rollcall import -");
  }

  /** As a flag before the first entry says. */
  private static boolean isEncrypted(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(ENCRYPTION_FLAG_AT + 1);
      return start.length > ENCRYPTION_FLAG_AT && (start[ENCRYPTION_FLAG_AT] & 1) == 1;
    }
  }

  private static ZipEntry onlyFile(ZipFile archive, Place place) {
    List<? extends ZipEntry> files =
        archive.stream()
            .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
            .limit(2)
            .toList();
    String office = office(archive);
    if (office != null) {
      throw Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          place,
          "this is " + office + ", not CSV",
          "save the sheet as CSV (UTF-8), and import that");
    }
    if (files.size() == 1) {
      return files.get(0);
    }
    throw Failure.at(
        ProblemCode.INPUT_UNREADABLE,
        place,
        "the zip archive holds " + (files.isEmpty() ? "no file" : "several files"),
        "pack exactly one CSV file into it");
  }

  /** Office programs keep their documents in zip archives. */
  private static @Nullable String office(ZipFile archive) {
    if (archive.getEntry("xl/workbook.xml") != null
        || archive.getEntry("xl/workbook.bin") != null) {
      return "a workbook of Excel (.xlsx)";
    }
    if (archive.getEntry("[Content_Types].xml") != null) {
      return "an office document";
    }
    return archive.getEntry("mimetype") != null && archive.getEntry("content.xml") != null
        ? "a document of LibreOffice or OpenOffice (.ods)"
        : null;
  }
}
