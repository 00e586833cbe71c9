package dev.rollcall.crossings;

import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelRow;
import dev.rollcall.proof.RejectFileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rejects as people fix them: some come right, some only half, some stay as they are, some are left
 * out or are there twice, and the rows may be in any order.
 *
 * @param path where they are
 * @param content tells contents apart
 * @param rows what they mean
 */
record Rejects(Path path, byte[] bytes, String content, List<ModelRow> rows) {

  private static final List<String> LEVELS = List.of("+1", "+1", "+1", "+2", "-1", "3", "", "x");

  /** Fixes a reject file; the same for the same random numbers. */
  static Rejects fix(Path file, Path to, Random random) throws IOException {
    RejectFileText text = RejectFileText.read(file, ',');
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> reject : text.rows()) {
      switch (random.nextInt(8)) {
        case 0 -> {
          // Nobody knows what was meant.
        }
        case 1 -> rows.add(reject);
        case 2 -> {
          rows.add(fixed(reject, random));
          rows.add(fixed(reject, random));
        }
        default -> rows.add(fixed(reject, random));
      }
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(rows, random);
    }
    return written(to, text, rows);
  }

  private static Map<String, String> fixed(Map<String, String> reject, Random random) {
    Map<String, String> row = new LinkedHashMap<>(reject);
    List<String> names = HistoryMaker.NAMES;
    if (row.getOrDefault("username", "").isEmpty() || random.nextInt(5) == 0) {
      row.put("username", names.get(random.nextInt(names.size())));
    }
    row.put("email", "");
    row.computeIfPresent("score", (name, cell) -> random.nextInt(4) > 0 ? "" : cell);
    row.put("level", LEVELS.get(random.nextInt(LEVELS.size())));
    // What created a user twice may do so again.
    if (random.nextInt(4) > 0) {
      row.put("action", "");
    }
    return row;
  }

  /** A row that nobody has fixed stays the reject that it was. */
  private static Rejects written(Path to, RejectFileText file, List<Map<String, String>> rows)
      throws IOException {
    List<String> header = file.header();
    List<Map<String, String>> rejects = file.rows();
    StringBuilder text = new StringBuilder();
    List<ModelRow> meant = new ArrayList<>();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(header);
      for (Map<String, String> row : rows) {
        printer.printRecord(header.stream().map(row::get).toList());
        meant.add(
            new ModelRow(
                Long.parseLong(row.get("_line")),
                rejects.contains(row) ? row.get("_code") : null,
                row.get("username"),
                row.get("email"),
                row.get("level"),
                row.get("action"),
                null,
                extras(row)));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new Rejects(to, bytes, text.toString(), meant);
  }

  private static Map<String, String> extras(Map<String, String> row) {
    Map<String, String> extras = new LinkedHashMap<>(row);
    extras.keySet().retainAll(HistoryMaker.COLUMNS.stream().map(ModelColumn::name).toList());
    return extras;
  }

  /**
   * Puts the file there.
   *
   * @return whether it is another than it was: somebody may have saved it without fixing anything
   */
  boolean deliver() throws IOException {
    boolean changed = !Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), bytes);
    Files.write(path, bytes);
    return changed;
  }
}
