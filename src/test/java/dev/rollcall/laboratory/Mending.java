package dev.rollcall.laboratory;

import dev.rollcall.model.ModelColumn;
import dev.rollcall.model.ModelFile;
import dev.rollcall.model.ModelRow;
import dev.rollcall.proof.RejectFileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * Rejects as people mend them: some come right, some stay as they are, some are left out or stand
 * there twice, and the rows may be in any order.
 */
final class Mending {

  /** Of such rows the file has no cells that one could go by. */
  private static final Set<String> OF_FORM =
      Set.of("COLUMN_COUNT", "QUOTE_MISPLACED", "CELL_TOO_LONG", "CELL_HAS_NUL");

  private static final List<String> LEVELS = List.of("", "", "1", "3", "5", "+1", "-1", "no");
  private static final int LONGEST_USERNAME = 50;

  private final Random random;
  private final Job job;
  private final List<String> header;
  private final Set<Map<String, String>> rejects;

  private Mending(Random random, Job job, RejectFileText text) {
    this.random = random;
    this.job = job;
    this.header = text.header();
    this.rejects = Set.copyOf(text.rows());
  }

  /** The rejects in a file, mended; the same for the same seed. */
  static Content of(Path rejects, Job job, long seed) throws IOException {
    char delimiter = Rejects.delimiter(rejects);
    RejectFileText text = RejectFileText.read(rejects, delimiter);
    Mending mending = new Mending(new Random(seed), job, text);
    return mending.content(mending.mended(text.rows()), delimiter);
  }

  private List<Map<String, String>> mended(List<Map<String, String>> rejects) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Map<String, String> reject : rejects) {
      boolean ofForm = OF_FORM.contains(reject.get("_code"));
      switch (random.nextInt(6)) {
        case 0 -> {
          // Nobody knows what was meant.
        }
        case 1 -> rows.add(ofForm ? mended(reject, true) : reject);
        case 2 -> {
          rows.add(mended(reject, ofForm));
          rows.add(mended(reject, ofForm));
        }
        default -> rows.add(mended(reject, ofForm));
      }
    }
    if (random.nextBoolean()) {
      Collections.shuffle(rows, random);
    }
    return rows;
  }

  private Map<String, String> mended(Map<String, String> reject, boolean wholly) {
    Map<String, String> row = new HashMap<>(reject);
    String username = reject.getOrDefault(column("username"), "").strip();
    boolean usable = !username.isEmpty() && username.length() <= LONGEST_USERNAME;
    if (wholly || !usable) {
      put(row, "username", "mended-" + random.nextInt(9));
    }
    if (wholly) {
      put(row, "reason", "");
    }
    put(row, "email", "");
    put(row, "level", LEVELS.get(random.nextInt(LEVELS.size())));
    put(row, "action", "");
    for (ModelColumn column : job.rules().extras().named()) {
      if (wholly || random.nextBoolean()) {
        put(row, column.name(), "");
      }
    }
    return row;
  }

  private void put(Map<String, String> row, String field, String cell) {
    String column = column(field);
    if (column != null) {
      row.put(column, cell);
    }
  }

  /** The name of a field's column as the file has it; null if it has none. */
  private @Nullable String column(String field) {
    String name = job.columns().getOrDefault(field, "").toLowerCase(Locale.ROOT);
    return header.stream()
        .filter(each -> each.strip().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElse(null);
  }

  private Content content(List<Map<String, String>> rows, char delimiter) throws IOException {
    StringBuilder text = new StringBuilder();
    // Bare at the start of a record, U+FEFF is a byte order mark and no part of the cell.
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .get();
    List<ModelRow> meant = new ArrayList<>();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord(header);
      for (Map<String, String> row : rows) {
        printer.printRecord(header.stream().map(row::get).toList());
        meant.add(row(row));
      }
    }
    String written = text.toString();
    return new Content(
        "mended " + Integer.toHexString(written.hashCode()),
        written.getBytes(StandardCharsets.UTF_8),
        new ModelFile(written, meant));
  }

  private ModelRow row(Map<String, String> row) {
    return new ModelRow(
        Long.parseLong(row.get("_line")),
        // What nobody has changed stays the reject that it was, whatever it would come to today.
        rejects.contains(row) ? row.get("_code") : null,
        cell(row, "username"),
        cell(row, "email"),
        cell(row, "level"),
        cell(row, "action"),
        cell(row, "reason"),
        extras(row));
  }

  private Map<String, String> extras(Map<String, String> row) {
    Map<String, String> extras = new HashMap<>();
    for (ModelColumn column : job.rules().extras().named()) {
      String cell = cell(row, column.name());
      if (cell != null) {
        extras.put(column.name(), cell);
      }
    }
    return extras;
  }

  private @Nullable String cell(Map<String, String> row, String field) {
    String column = column(field);
    return column == null ? null : row.get(column);
  }

  /** Of mended rejects those that count, in the order of their lines: each open one once. */
  static Content taken(Content mended, Set<Long> open) {
    ModelFile file = mended.file();
    if (file == null) {
      return mended;
    }
    Set<Long> left = new HashSet<>(open);
    List<ModelRow> rows = new ArrayList<>();
    for (ModelRow row : file.rows()) {
      if (left.remove(row.line())) {
        rows.add(row);
      }
    }
    rows.sort((a, b) -> Long.compare(a.line(), b.line()));
    return new Content(mended.name(), mended.bytes(), new ModelFile(file.text(), rows));
  }
}
