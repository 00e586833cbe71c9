package dev.rollcall.csv;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An input being read: its bytes unpacked, and how far that went in the bytes as delivered.
 *
 * <p>Whatever goes wrong is a {@link Failure} ({@code INPUT_CUT_OFF}, {@code INPUT_UNREADABLE},
 * {@code INPUT_TOO_LARGE}), never an {@link IOException}. Not thread-safe.
 */
public final class OpenInput extends BlockStream {

  /** How many unpacked bytes are allowed at most. */
  public static final long LARGEST_TEXT_BYTES = 1L << 40;

  /**
   * How many times its size packed input may unpack to; users of different names stay far below.
   */
  public static final long LARGEST_RATIO = 1_000;

  /** The ratio is not judged before this many unpacked bytes. */
  public static final long RATIO_FREE_BYTES = 256L << 20;

  private final Input input;
  private final Packing packing;
  private final @Nullable DeliveredBytes delivered;
  private final InputStream text;
  private final long textLimit;
  private long textBytes;
  private @Nullable Failure failed;

  private OpenInput(
      Input input, Packing packing, @Nullable DeliveredBytes delivered, InputStream text) {
    this.input = input;
    this.packing = packing;
    this.delivered = delivered;
    this.text = text;
    this.textLimit =
        packing == Packing.NONE
            ? LARGEST_TEXT_BYTES
            : Math.min(
                LARGEST_TEXT_BYTES, Math.max(RATIO_FREE_BYTES, input.bytes() * LARGEST_RATIO));
  }

  static OpenInput of(Input input) {
    Packing packing = Packing.NONE;
    DeliveredBytes delivered = null;
    try {
      packing = Packing.of(input.path());
      if (packing == Packing.ZIP) {
        Place place = Place.of(input.name());
        return new OpenInput(input, packing, null, SingleZipEntry.open(input.path(), place));
      }
      delivered = new DeliveredBytes(Files.newInputStream(input.path()));
      return new OpenInput(input, packing, delivered, unpacked(packing, delivered));
    } catch (IOException e) {
      Failure failure = failure(input, packing, e);
      closeAfter(delivered, failure);
      throw failure;
    }
  }

  private static InputStream unpacked(Packing packing, DeliveredBytes delivered)
      throws IOException {
    return switch (packing) {
      case GZIP -> new GzipMembers(delivered);
      case ZSTD -> new ZstdFrames(delivered);
      default -> delivered;
    };
  }

  private static void closeAfter(@Nullable DeliveredBytes delivered, Failure failure) {
    if (delivered != null) {
      try {
        delivered.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** What is being read. */
  Input input() {
    return input;
  }

  /** How many of {@link Input#bytes()} were consumed so far; for zip archives an estimate. */
  public long deliveredBytesRead() {
    if (delivered != null) {
      return delivered.count();
    }
    return text instanceof SingleZipEntry entry ? (long) (input.bytes() * entry.share()) : 0;
  }

  /**
   * The SHA-256 of the delivered bytes that this stream has read, in hexadecimal digits; reads on
   * to the end first. Another than {@link Input#sha256()} says that the input changed in between.
   * (A zip archive is not read from front to back: its file is digested again.)
   */
  public String sha256OfWhatWasRead() {
    try {
      return delivered != null ? delivered.sha256() : input.digest();
    } catch (IOException e) {
      throw failure(input, packing, e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (failed != null) {
      // An unpacker may well report the end when asked again.
      throw failed;
    }
    int read;
    try {
      read = text.read(into, offset, length);
    } catch (IOException e) {
      failed = failure(input, packing, e);
      throw failed;
    }
    textBytes += Math.max(0, read);
    if (textBytes > textLimit) {
      failed = tooLarge();
      throw failed;
    }
    return read;
  }

  private Failure tooLarge() {
    String limit = String.format(Locale.ROOT, "%,d bytes", textLimit);
    return Failure.at(
        ProblemCode.INPUT_TOO_LARGE,
        Place.of(input.name()),
        packing == Packing.NONE || textLimit == LARGEST_TEXT_BYTES
            ? "it has more than " + limit
            : String.format(
                Locale.ROOT,
                "its %,d bytes unpack to more than %s, which is more than %,d times their size",
                input.bytes(),
                limit,
                LARGEST_RATIO),
        "if that is meant, unpack it and import it in parts");
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw failure(input, packing, e);
    }
  }

  private static Failure failure(Input input, Packing packing, IOException cause) {
    Place place = Place.of(input.name());
    if (cause instanceof EOFException) {
      return Failure.at(
          ProblemCode.INPUT_CUT_OFF,
          place,
          "the compressed data ends too early",
          "it was cut off on its way: deliver it again",
          cause);
    }
    if (cause instanceof ZstdFrames.WindowTooLargeException) {
      return Failure.at(
          ProblemCode.INPUT_UNREADABLE,
          place,
          "the zstd data can't be unpacked in 128 MiB, the most that is allowed",
          "pack it without --ultra and --long, or unpack it first and pipe it in: zstd -dc"
              + " --long=31 FILE | rollcall import -",
          cause);
    }
    String what =
        packing == Packing.NONE
            ? "it can't be read: "
            : "the " + packing.name().toLowerCase(Locale.ROOT) + " data is damaged: ";
    return Failure.at(
        ProblemCode.INPUT_UNREADABLE,
        place,
        what + cause.getMessage(),
        packing == Packing.NONE ? null : "deliver it again, or unpack it first",
        cause);
  }
}
