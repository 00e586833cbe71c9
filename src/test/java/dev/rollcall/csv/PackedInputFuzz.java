package dev.rollcall.csv;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes, unpacked: what is whole comes back as it was packed, what is cut off is said to be,
 * and damage is a failure with a documented code. The first byte chooses between bytes as they are
 * and a text that is packed and then damaged in a place.
 */
public final class PackedInputFuzz {

  private static final String NAME = "users.csv.gz";

  /** More than any input of a fuzzer needs to tell a wrong byte from a right one. */
  private static final int LONGEST_TEXT = 1 << 20;

  private static final Set<ProblemCode> DOCUMENTED =
      Set.of(
          ProblemCode.INPUT_EMPTY,
          ProblemCode.INPUT_CUT_OFF,
          ProblemCode.INPUT_UNREADABLE,
          ProblemCode.INPUT_TOO_LARGE);

  private PackedInputFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    int way = fuzz.choice(8);
    if (way == 0) {
      asItIs(fuzz.rest());
    } else {
      packed(way, fuzz);
    }
  }

  private static void asItIs(byte[] bytes) {
    byte[] text = unpacked(bytes);
    if (bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
      byte[] first = byJdk(bytes);
      // The JDK checks the header's checksum, too, and takes a damaged second header for the end.
      if (text != null && first != null && !startsWith(text, first)) {
        throw Broken.promise("gzip that the JDK reads otherwise");
      }
    }
  }

  private static void packed(int way, FuzzBytes fuzz) {
    int edit = fuzz.choice(3);
    int where = fuzz.number();
    int flip = 1 + fuzz.choice(255);
    byte[] text = fuzz.take(1 << 12);
    byte[] whole =
        switch (way) {
          case 1, 2 -> Packer.GZIP.pack(text);
          case 3 -> both(Packer.GZIP.pack(text), Packer.GZIP.pack(text));
          case 4, 5 -> Packer.zstdWithoutChecksum(text);
          case 6 -> both(Packer.zstdWithoutChecksum(text), Packer.zstdWithoutChecksum(text));
          default -> Packer.ZIP.pack(text);
        };
    byte[] expected = way == 3 || way == 6 ? both(text, text) : text;
    int at = where % whole.length;
    if (edit == 0) {
      check("whole", unpacked(whole), expected);
    } else if (edit == 1) {
      cutOff(whole, at, expected, text);
    } else {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) flip;
      unpacked(damaged);
    }
  }

  /** A part of what was packed must never be taken for all of it; but two can be one. */
  private static void cutOff(byte[] whole, int at, byte[] expected, byte[] half) {
    byte[] cut = Arrays.copyOf(whole, at);
    byte[] text = unpacked(cut);
    boolean stillPacked = at >= 4;
    boolean oneOfTwo = expected.length != half.length && Arrays.equals(text, half);
    boolean nothingLost = Arrays.equals(text, expected);
    if (text != null && stillPacked && !oneOfTwo && !nothingLost) {
      throw Broken.promise("packed bytes cut off at " + at + " of " + whole.length + " were read");
    }
  }

  private static void check(String what, byte @Nullable [] text, byte[] expected) {
    if (!Arrays.equals(text, expected)) {
      throw Broken.promise(what + " packed bytes came back otherwise");
    }
  }

  /** The text; null if it failed, or was too long to go on. */
  private static byte @Nullable [] unpacked(byte[] bytes) {
    try {
      Input input = Input.of(FuzzFolder.write(NAME, bytes), NAME);
      try (OpenInput in = input.open()) {
        byte[] text = in.readNBytes(LONGEST_TEXT);
        if (text.length == LONGEST_TEXT) {
          return null;
        }
        Broken.unlessSame("digest", in.sha256OfWhatWasRead(), input.sha256());
        return text;
      } catch (IOException e) {
        throw Broken.promise("an exception that is no failure: " + e);
      }
    } catch (Failure e) {
      Broken.unless(e, DOCUMENTED);
      return null;
    }
  }

  private static byte @Nullable [] byJdk(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readNBytes(LONGEST_TEXT);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean startsWith(byte[] text, byte[] first) {
    return text.length >= first.length && Arrays.equals(Arrays.copyOf(text, first.length), first);
  }

  private static byte[] both(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }
}
