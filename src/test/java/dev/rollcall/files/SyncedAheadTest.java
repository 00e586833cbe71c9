package dev.rollcall.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is at work while a file is written. */
class SyncedAheadTest {

  private static final int STEP_BYTES = 16 << 20;

  @TempDir private Path folder;

  /** Says once that it lost something, as a system does. */
  private static final class Disk implements SyncedAhead.Disk {

    private final boolean fails;
    private final CountDownLatch goesOn;
    private final AtomicInteger syncs = new AtomicInteger();

    Disk(boolean fails, CountDownLatch goesOn) {
      this.fails = fails;
      this.goesOn = goesOn;
    }

    @Override
    public void sync(boolean all) throws IOException {
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (syncs.incrementAndGet() == 1 && fails) {
        throw new IOException("no space left");
      }
    }
  }

  /** The next sync would say that all is well. */
  @Test
  void saysAtTheEndWhatFailedBefore() throws IOException {
    SyncedAhead disk = new SyncedAhead(new Disk(true, new CountDownLatch(0)));
    disk.written(STEP_BYTES);
    assertThatThrownBy(disk::finish).isInstanceOf(IOException.class).hasMessage("no space left");
  }

  @Test
  void isNotWaitedForBeforeTheEnd() throws IOException {
    CountDownLatch goesOn = new CountDownLatch(1);
    Disk slow = new Disk(false, goesOn);
    SyncedAhead disk = new SyncedAhead(slow);
    for (int i = 0; i < 20; i++) {
      disk.written(STEP_BYTES);
    }
    assertThat(slow.syncs).hasValue(0);
    goesOn.countDown();
    disk.finish();
    assertThat(slow.syncs).as("the one that was slow, and the last").hasValue(2);
  }

  @Test
  void isAskedForNothingBeforeTheEndOfASmallFile() throws IOException {
    Disk small = new Disk(false, new CountDownLatch(0));
    SyncedAhead disk = new SyncedAhead(small);
    disk.written(STEP_BYTES - 1);
    disk.finish();
    assertThat(small.syncs).hasValue(1);
  }

  @Test
  void hasAllOfALargeFile() throws IOException {
    byte[] bytes = new byte[3 * STEP_BYTES + 5];
    new Random(1).nextBytes(bytes);
    Path file = folder.resolve("large");
    WholeFile.write(file, bytes);
    assertThat(Files.mismatch(file, Files.write(folder.resolve("same"), bytes))).isEqualTo(-1);
  }
}
