package dev.rollcall.csv;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How a delivery may be packed. */
enum Packer {
  NONE {
    @Override
    byte[] pack(byte[] text) {
      return text;
    }
  },
  GZIP {
    @Override
    byte[] pack(byte[] text) {
      return packed(text, GZIPOutputStream::new);
    }
  },
  ZSTD {
    @Override
    byte[] pack(byte[] text) {
      return packed(
          text, out -> new ZstdOutputStream(out).setChecksum(true).setCloseFrameOnFlush(false));
    }
  },
  ZIP {
    @Override
    byte[] pack(byte[] text) {
      return zip("users.csv", text);
    }
  };

  abstract byte[] pack(byte[] text);

  private interface Around {
    OutputStream of(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] text, Around around) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = around.of(bytes)) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A frame that has nothing to be checked against. */
  static byte[] zstdWithoutChecksum(byte[] text) {
    return packed(text, ZstdOutputStream::new);
  }

  /** A zip of files: name and text, and the next. */
  static byte[] zip(Object... namesAndTexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndTexts[i]));
        out.write((byte[]) namesAndTexts[i + 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Whether the bytes begin like anything that is unpacked. */
  static boolean looksPacked(byte[] bytes) {
    int first = bytes[0] & 0xff;
    return first == 0x1f || first == 0x28 || first >= 0x50 && first <= 0x5f;
  }
}
