package dev.rollcall.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of the machine: where that is missing, it says so and is skipped. */
final class Needed {

  private Needed() {}

  static void that(boolean there, String otherwise) {
    if (!there) {
      System.out.println("a test is skipped: " + otherwise);
    }
    assumeTrue(there, "skipped: " + otherwise);
  }

  /** Permissions don't bind everybody. */
  static void thatItBinds(Path closed) {
    that(!Files.isWritable(closed), "permissions don't bind this user");
  }
}
