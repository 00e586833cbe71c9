package dev.rollcall.staging;

import static dev.rollcall.staging.Records.IDENTITY;

import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.staging.Records.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A staged file as a crash, a full disk or a hand may leave it: its records are read as they were
 * written, or it is not taken for whole.
 */
public final class StagedFileFuzz {

  private static final int LARGEST_MEMORY = 1 << 16;

  private StagedFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    Order order = Order.values()[fuzz.choice(2)];
    int memory = Math.min(LARGEST_MEMORY, StagingWriter.SMALLEST_MEMORY_BYTES << fuzz.choice(7));
    int damages = fuzz.choice(4);
    int[] places = new int[damages];
    byte[][] patches = new byte[damages][];
    for (int i = 0; i < damages; i++) {
      places[i] = fuzz.number();
      patches[i] = fuzz.take(1 + fuzz.choice(16));
    }
    boolean cut = fuzz.choice(4) == 0;
    List<Staged> records = records(fuzz);
    Path file = FuzzFolder.path("records");
    Records.write(file, records, order, memory);
    byte[] whole = bytes(file);
    byte[] damaged = whole.clone();
    for (int i = 0; i < damages; i++) {
      int at = places[i] % whole.length;
      int length = Math.min(patches[i].length, whole.length - at);
      System.arraycopy(patches[i], 0, damaged, at, length);
    }
    if (cut && damages > 0) {
      damaged = Arrays.copyOf(damaged, places[0] % whole.length);
    }
    FuzzFolder.write("records", damaged);
    check(file, order, Records.inOrder(records, order), Arrays.equals(whole, damaged));
  }

  private static List<Staged> records(FuzzBytes fuzz) {
    List<Staged> records = new ArrayList<>();
    long line = 0;
    for (int left = fuzz.choice(200); left > 0; left--) {
      line += fuzz.choice(3);
      records.add(new Staged(fuzz.take(fuzz.choice(12)), line, fuzz.take(fuzz.choice(40))));
    }
    return records;
  }

  private static void check(Path file, Order order, List<Staged> expected, boolean undamaged) {
    StagedFile staged = StagedFile.openIfWhole(file, IDENTITY, order);
    if (staged == null) {
      if (undamaged) {
        throw Broken.promise("a whole file is not taken for whole");
      }
      return;
    }
    try {
      Broken.unlessSame("records", Records.read(staged, 0), expected);
      int middle = expected.size() / 2;
      List<Staged> half = expected.subList(middle, expected.size());
      Broken.unlessSame("records from the middle", Records.read(staged, middle), half);
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.STAGING_DAMAGED));
      if (undamaged) {
        throw Broken.promise("a whole file is said to be damaged: " + e);
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
