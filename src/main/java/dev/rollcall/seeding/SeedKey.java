package dev.rollcall.seeding;

import dev.rollcall.files.Sha256;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * What a seeded database depends on, as 64 hexadecimal digits: the program (its jar names the
 * libraries, and has the schema in it), the time that is in the ledger, and the names and contents
 * of all files of the folder.
 *
 * <p>It is the SHA-256 of texts that each end with a NUL, which no name can have in it: a header,
 * the program's digest, the time as it was given, and a line for every file as {@code sha256sum -z}
 * writes it, in the order of their bytes.
 */
public final class SeedKey {

  private static final String HEADER = "rollcall seed 1";

  private SeedKey() {}

  /**
   * The key.
   *
   * @param epoch the time for the ledger as the environment gives it; empty if it does not
   * @throws Failure {@code INPUT_UNREADABLE}
   */
  public static String of(SeedFolder folder, String epoch) {
    return of(folder, program(), epoch);
  }

  /** The same for a program of another digest. */
  public static String of(SeedFolder folder, String program, String epoch) {
    Sha256 digest = new Sha256();
    digest.add(HEADER);
    digest.add(program);
    digest.add(epoch);
    addFiles(folder, digest);
    return digest.end();
  }

  private static void addFiles(SeedFolder folder, Sha256 digest) {
    TreeSet<String> lines = new TreeSet<>(SeedFolder.BY_BYTES);
    for (String file : folder.files()) {
      try {
        lines.add(Sha256.of(folder.file(file)) + "  ./" + file);
      } catch (IOException e) {
        throw Failure.at(
            ProblemCode.INPUT_UNREADABLE,
            Place.of(folder.file(file).toString()),
            "it can't be read: " + e.getMessage(),
            "check its permissions",
            e);
      }
    }
    lines.forEach(digest::add);
  }

  /** Of the jar; where the program is not packaged, of its classes. */
  private static String program() {
    try {
      Path code =
          Path.of(SeedKey.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(code)) {
        return Sha256.of(code);
      }
      Sha256 digest = new Sha256();
      addFiles(SeedFolder.read(code), digest);
      return digest.end();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the program can't be read", e);
    }
  }
}
