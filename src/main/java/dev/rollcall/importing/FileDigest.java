package dev.rollcall.importing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Size and checksum of a file: enough to tell whether somebody has worked on it since it was
 * written, and next to nothing to reckon. Not for telling what a stranger has made to look alike.
 */
final class FileDigest extends FilterOutputStream {

  private final CRC32 checksum = new CRC32();
  private long bytes;

  /** Of what is written to a stream. */
  FileDigest(OutputStream out) {
    super(out);
  }

  /** Of a file as it is now. */
  static String of(Path file) throws IOException {
    FileDigest digest = new FileDigest(OutputStream.nullOutputStream());
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(digest);
    }
    return digest.value();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int from, int length) throws IOException {
    out.write(buffer, from, length);
    checksum.update(buffer, from, length);
    bytes += length;
  }

  /** Of what was written until now. */
  String value() {
    return bytes + "-" + Long.toHexString(checksum.getValue());
  }
}
