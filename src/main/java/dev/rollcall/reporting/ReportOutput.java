package dev.rollcall.reporting;

import dev.rollcall.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a report goes: a file that is there whole or not at all, or a stream that stays open. Not
 * thread-safe.
 */
public final class ReportOutput implements AutoCloseable {

  private final @Nullable WholeFile file;
  private final OutputStream packed;

  private ReportOutput(@Nullable WholeFile file, OutputStream packed) {
    this.file = file;
    this.packed = packed;
  }

  /**
   * A file, whose name only a finished report gets.
   *
   * @throws dev.rollcall.problem.Failure {@code OUTPUT_UNWRITABLE}, here and while it is written
   */
  public static ReportOutput toFile(Path path, Compression packing) throws IOException {
    WholeFile file = WholeFile.create(path);
    return new ReportOutput(file, packing.into(new OpenStream(file)));
  }

  /** A stream, which gets the report as it comes. */
  public static ReportOutput toStream(OutputStream out, Compression packing) throws IOException {
    return new ReportOutput(null, packing.into(new OpenStream(out)));
  }

  public OutputStream stream() {
    return packed;
  }

  /** Ends the report; a file gets its name. */
  public void finish() throws IOException {
    // The compressor's last bytes; what is below stays open.
    packed.close();
    if (file != null) {
      file.finish();
    }
  }

  /** Without {@link #finish()} before, gives the file up. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
