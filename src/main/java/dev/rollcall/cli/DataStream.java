package dev.rollcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Standard output for bytes, many at a time; unlike a {@link PrintStream} it says what goes wrong.
 */
final class DataStream extends OutputStream {

  private final OutputStream out;

  /**
   * @param printed where everything else is printed; flushed first, so that the order stays
   */
  DataStream(PrintStream printed) {
    printed.flush();
    out = printed == System.out ? new FileOutputStream(FileDescriptor.out) : printed;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
        throw new ClosedPipeException(e);
      }
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
