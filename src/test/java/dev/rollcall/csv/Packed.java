package dev.rollcall.csv;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Texts packed by other programs' code, for fuzzing what unpacks them. */
final class Packed {

  private Packed() {}

  /** Whether the bytes begin like anything that is unpacked. */
  static boolean looksLike(byte[] bytes) {
    int first = bytes[0] & 0xff;
    return first == 0x1f || first == 0x28 || first == 0x50 || first >= 0x50 && first <= 0x5f;
  }

  static byte[] gzip(byte[] text) {
    return packed(text, GZIPOutputStream::new);
  }

  static byte[] zstd(byte[] text) {
    return packed(text, ZstdOutputStream::new);
  }

  static byte[] zip(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("users.csv"));
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Packer {
    OutputStream on(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] text, Packer packer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.on(bytes)) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
