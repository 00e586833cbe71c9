package dev.rollcall.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The headers of a packed folder; of names longer than 100 bytes only the beginning. */
final class TarGz {
  private static final int BLOCK = 512;

  private TarGz() {}

  /**
   * A file or folder.
   *
   * @param seconds when it was changed, since 1970
   */
  record Entry(String name, boolean isFile, long mode, long owner, long group, long seconds) {}

  static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (byte[] header = in.readNBytes(BLOCK); header[0] != 0; header = in.readNBytes(BLOCK)) {
        boolean isFile = header[156] == '0' || header[156] == 0;
        entries.add(
            new Entry(
                text(header, 0, 100),
                isFile,
                octal(header, 100, 8),
                octal(header, 108, 8),
                octal(header, 116, 8),
                octal(header, 136, 12)));
        long blocks = (octal(header, 124, 12) + BLOCK - 1) / BLOCK;
        in.skipNBytes(blocks * BLOCK);
      }
    }
    return entries;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, UTF_8).strip();
  }

  private static long octal(byte[] header, int from, int length) {
    return Long.parseLong(text(header, from, length), 8);
  }
}
