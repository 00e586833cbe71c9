package dev.rollcall.files;

import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk begin with a large file while it is written: at the end alone, it would take as long
 * again as writing did. To close the file waits for a sync under way. Used by the thread that
 * writes.
 */
final class SyncedAhead {

  private static final long STEP_BYTES = 16L << 20;

  /** The file on it, as {@link FileChannel#force}. */
  interface Disk {
    void sync(boolean all) throws IOException;
  }

  private final Disk disk;
  private long bytes;
  private @Nullable FutureTask<Void> sync;

  SyncedAhead(Disk disk) {
    this.disk = disk;
  }

  /** Hears that this many more bytes are written. Never waits for the disk. */
  void written(int more) throws IOException {
    bytes += more;
    if (bytes >= STEP_BYTES && (sync == null || sync.isDone())) {
      waitForIt();
      bytes = 0;
      begin();
    }
  }

  private void begin() {
    FutureTask<Void> begun =
        new FutureTask<>(
            () -> {
              disk.sync(false);
              return null;
            });
    try {
      Aside.of(begun, "file-sync").start();
      sync = begun;
    } catch (OutOfMemoryError e) {
      // No thread is to be had: then all of it is for the end.
      sync = null;
    }
  }

  /**
   * Syncs all of it.
   *
   * @throws IOException also if a sync before failed: the system says so once, and that the next
   *     one was well, though pages may be lost
   */
  void finish() throws IOException {
    waitForIt();
    disk.sync(true);
  }

  private void waitForIt() throws IOException {
    if (sync == null) {
      return;
    }
    try {
      sync.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the disk was at work");
    }
  }
}
