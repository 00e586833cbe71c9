package dev.rollcall.csv;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Unpacks one Zstandard frame after the other, as {@code cat a.zst b.zst} makes them.
 *
 * <p>The library's own stream takes every frame after the first for whole wherever it is cut off,
 * and so loses rows without a word. Here it is an {@link EOFException}; anything else that is not
 * Zstandard is a {@link ZipException}.
 */
final class ZstdFrames extends BlockStream {

  /** A frame looks back so far that unpacking it would take more memory than the library allows. */
  static final class WindowTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    WindowTooLargeException(Throwable cause) {
      super("the frame's window is too large", cause);
    }
  }

  private static final int BLOCK_BYTES = 128 * 1024;

  private final InputStream in;
  private final ZstdDecompressCtx frames;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final ByteBuffer packed = ByteBuffer.allocateDirect(BLOCK_BYTES).limit(0);
  private final ByteBuffer text = ByteBuffer.allocateDirect(BLOCK_BYTES).limit(0);
  private boolean betweenFrames = true;

  ZstdFrames(InputStream in) {
    this.in = in;
    Zstandard.require();
    frames = new ZstdDecompressCtx();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!text.hasRemaining()) {
      // What did not fit the last time is still in the frame, and needs no more bytes.
      boolean more = !betweenFrames && text.limit() == text.capacity();
      if (!more && !packed.hasRemaining() && !refill()) {
        return -1;
      }
      unpack();
    }
    int count = Math.min(length, text.remaining());
    text.get(into, offset, count);
    return count;
  }

  private void unpack() throws IOException {
    text.clear();
    try {
      betweenFrames = frames.decompressDirectByteBufferStream(text, packed);
    } catch (ZstdException e) {
      if (Zstd.getErrorCode(e.getErrorCode()) == Zstd.errFrameParameterWindowTooLarge()) {
        throw new WindowTooLargeException(e);
      }
      ZipException damaged = new ZipException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    } finally {
      text.flip();
    }
  }

  private boolean refill() throws IOException {
    int read = in.read(block, 0, block.length);
    if (read < 0 && !betweenFrames) {
      throw new EOFException("the Zstandard data is cut off");
    }
    packed.clear().put(block, 0, Math.max(0, read)).flip();
    return read >= 0;
  }

  @Override
  public void close() throws IOException {
    frames.close();
    in.close();
  }
}
