package dev.rollcall.runs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger takes from what the program can't know: the time, chance, and who works. Whoever
 * makes databases that come out the same byte for byte puts another one in its place, before the
 * first run begins; it holds for the whole process.
 */
public interface Origin {

  /** Milliseconds since 1970, UTC. */
  long nowMillis();

  /** The same as the ledger has it: ISO 8601, to the second. */
  default String now() {
    return Instant.ofEpochMilli(nowMillis()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A run's token: eight hexadecimal digits in lower case, which another run hardly gets. */
  String token();

  /** The user and the machine, as in {@code ada@build7}; at most 201 characters. */
  String ranBy();

  /** Of the program; null where it is not packaged. */
  @Nullable String version();

  /** The one that is in use. */
  static Origin current() {
    return OriginInUse.origin;
  }

  /** Puts another one in its place. */
  static void use(Origin origin) {
    OriginInUse.origin = origin;
  }

  /** The clock of the machine, random tokens, and who works here. */
  static Origin ofMachine() {
    return new Machine();
  }
}
