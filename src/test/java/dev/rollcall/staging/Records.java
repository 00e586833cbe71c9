package dev.rollcall.staging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Records made by chance, and the order they belong in by the plainest means there are. */
final class Records {

  /** A record as it is added and as it is read back. */
  record Staged(String key, long line, String payload) {
    Staged(byte[] key, long line, byte[] payload) {
      this(HexFormat.of().formatHex(key), line, HexFormat.of().formatHex(payload));
    }

    byte[] keyBytes() {
      return HexFormat.of().parseHex(key);
    }

    byte[] payloadBytes() {
      return HexFormat.of().parseHex(payload);
    }
  }

  private Records() {}

  /**
   * In the order in which they are added. Keys repeat, begin alike (some over hundreds of bytes),
   * are each other's beginnings, are empty.
   */
  static List<Staged> random(Random random, int count) {
    List<byte[]> stems = new ArrayList<>(List.of(new byte[0]));
    for (int i = 0; i < 4; i++) {
      byte[] stem = new byte[random.nextInt(12)];
      random.nextBytes(stem);
      stems.add(stem);
    }
    byte[] deep = new byte[250 + random.nextInt(300)];
    Arrays.fill(deep, (byte) random.nextInt());
    stems.add(deep);
    List<Staged> records = new ArrayList<>();
    long line = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      byte[] stem = stems.get(random.nextInt(random.nextInt(9) == 0 ? 6 : 5));
      byte[] key = Arrays.copyOf(stem, stem.length + random.nextInt(9));
      for (int at = stem.length; at < key.length; at++) {
        // Few values, so that keys draw; both ends of the range, so that the sign matters.
        key[at] = new byte[] {0, 1, 'a', 127, -128, -1}[random.nextInt(6)];
      }
      byte[] payload = new byte[random.nextInt(300) == 0 ? 70_000 : random.nextInt(60)];
      random.nextBytes(payload);
      records.add(new Staged(key, line, payload));
      line += random.nextInt(4) == 0 ? 0 : 1L << random.nextInt(random.nextInt(50) == 0 ? 40 : 3);
    }
    return records;
  }

  static List<Staged> inOrder(List<Staged> added) {
    List<Staged> sorted = new ArrayList<>(added);
    // Stable: records of one key stay as they were added.
    sorted.sort(Comparator.comparing(Staged::keyBytes, Arrays::compareUnsigned));
    return sorted;
  }

  static StagedRecords stage(Path file, List<Staged> records, int memoryBytes, long keptBytes) {
    try (StagingWriter writer = new StagingWriter(file, memoryBytes, keptBytes)) {
      add(writer, records);
      return writer.finish();
    }
  }

  /** From one pair of buffers, longer than what is in them, as the import does. */
  static void add(StagingWriter writer, List<Staged> records) {
    byte[] keyBuffer = new byte[1_000];
    byte[] payloadBuffer = new byte[100_000];
    for (Staged each : records) {
      byte[] key = each.keyBytes();
      byte[] payload = each.payloadBytes();
      System.arraycopy(key, 0, keyBuffer, 0, key.length);
      System.arraycopy(payload, 0, payloadBuffer, 0, payload.length);
      writer.add(keyBuffer, key.length, each.line(), payloadBuffer, payload.length);
    }
  }

  static List<Staged> read(StagedRecords staged, long position) {
    List<Staged> records = new ArrayList<>();
    Cursor cursor = staged.from(position);
    while (cursor.next()) {
      int key = cursor.keyOffset();
      int payload = cursor.payloadOffset();
      records.add(
          new Staged(
              Arrays.copyOfRange(cursor.bytes(), key, key + cursor.keyLength()),
              cursor.line(),
              Arrays.copyOfRange(cursor.bytes(), payload, payload + cursor.payloadLength())));
    }
    return records;
  }
}
