package dev.rollcall.staging;

import java.io.IOException;

/** What was read is not what was written. */
final class DamagedBlockException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedBlockException(long offset) {
    super("the block at byte " + offset + " is not as it was written");
  }
}
