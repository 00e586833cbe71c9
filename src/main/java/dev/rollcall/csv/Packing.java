package dev.rollcall.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How an input is packed. Its first bytes tell, never its name: a download may have been unpacked
 * under its old name, and standard input has none.
 */
enum Packing {
  NONE,
  GZIP,
  ZSTD,
  ZIP;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_FRAME = 0x28b52ffd;

  /** The four bytes of a skippable Zstandard frame, of which the first may be 50 to 5f. */
  private static final int ZSTD_SKIPPABLE = 0x502a4d18;

  private static final int ZIP_ENTRY = 0x504b0304;

  /** An archive without an entry has its end here already. */
  private static final int ZIP_END = 0x504b0506;

  static Packing of(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return of(in.readNBytes(4));
    }
  }

  private static Packing of(byte[] start) {
    if (start.length < 2) {
      return NONE;
    }
    if (((start[0] & 0xff) << 8 | start[1] & 0xff) == GZIP_MAGIC) {
      return GZIP;
    }
    if (start.length < 4) {
      return NONE;
    }
    int magic = 0;
    for (byte part : start) {
      magic = magic << 8 | part & 0xff;
    }
    if (magic == ZSTD_FRAME || (magic & 0xf0ffffff) == ZSTD_SKIPPABLE) {
      return ZSTD;
    }
    return magic == ZIP_ENTRY || magic == ZIP_END ? ZIP : NONE;
  }
}
