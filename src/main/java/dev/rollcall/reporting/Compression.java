package dev.rollcall.reporting;

import com.github.luben.zstd.ZstdOutputStream;
import dev.rollcall.csv.Zstandard;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How a report is compressed. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** As it is in job files, and behind two hyphens on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A stream that compresses into {@code out}, and closes it. */
  OutputStream into(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER_BYTES);
      case ZSTD -> {
        Zstandard.require();
        yield new ZstdOutputStream(out);
      }
    };
  }
}
