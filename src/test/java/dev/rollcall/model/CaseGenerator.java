package dev.rollcall.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes cases; the same one for the same seed. */
public final class CaseGenerator {

  private static final String USERNAME = "username";
  private static final List<String> FIELDS =
      List.of(USERNAME, "email", "level", "action", "reason");
  private static final int LONGEST_CELL_BYTES = 64 * 1024;

  private final long seed;
  private final Random random;
  private final Cells cells;
  private final MeaningMaker meanings;
  private final Map<String, String> names = new LinkedHashMap<>();

  private CaseGenerator(long seed, Flavour flavour) {
    this.seed = seed;
    this.random = new Random(seed);
    int most = 3 + random.nextInt(random.nextInt(4) == 0 ? 2000 : 50);
    this.cells = new Cells(random, most, flavour);
    this.meanings = new MeaningMaker(random, flavour);
    boolean renamed = random.nextInt(3) == 0;
    FIELDS.forEach(field -> names.put(field, renamed ? "the " + field : field));
  }

  /**
   * The case of this seed.
   *
   * @param files how many files
   * @param rows at most so many rows in each
   */
  public static ModelCase generate(long seed, int files, int rows) {
    return generate(seed, files, rows, Flavour.ANY);
  }

  /** The same of a flavour. */
  public static ModelCase generate(long seed, int files, int rows, Flavour flavour) {
    return new CaseGenerator(seed, flavour).generate(files, rows);
  }

  private ModelCase generate(int count, int rows) {
    ModelRules rules = meanings.more(rules());
    List<ModelUser> users = users(rules.extras());
    boolean renamed = !names.get(USERNAME).equals(USERNAME);
    for (ModelColumn column : rules.extras().named()) {
      names.put(column.name(), renamed ? "the " + column.name() : column.name());
    }
    List<ModelFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(rules, "note " + i, 1 + random.nextInt(rows)));
    }
    return new ModelCase(seed, users, rules, names, files);
  }

  private List<ModelUser> users(ModelExtras extras) {
    Set<String> taken = new LinkedHashSet<>();
    int most = random.nextInt(30);
    for (int i = 0; i < most; i++) {
      taken.add(cells.name());
    }
    List<ModelUser> users = new ArrayList<>();
    for (String name : taken) {
      String email = random.nextInt(3) == 0 ? null : cells.soundEmail();
      long level = random.nextInt(10) == 0 ? random.nextInt(300) - 100 : random.nextInt(12);
      users.add(new ModelUser(name, email, level, meanings.held(extras)));
    }
    return users;
  }

  private ModelRules rules() {
    String mode = cells.pick(List.of("upsert", "upsert", "upsert", "insert", "update"));
    if (random.nextInt(3) == 0) {
      return new ModelRules(mode, 0, 100, null, false);
    }
    long maxStep = cells.pick(List.of(-1L, 0L, 1L, 2L, 5L));
    return new ModelRules(
        mode,
        cells.pick(List.of(0L, 1L, 3L, -5L)),
        cells.pick(List.of(100L, 10L, 7L)),
        maxStep < 0 ? null : Long.valueOf(maxStep),
        random.nextInt(3) == 0);
  }

  /**
   * @param note a column that no job maps, which makes the file another than all others
   */
  private ModelFile file(ModelRules rules, String note, int rows) {
    List<String> columns = new ArrayList<>(List.of(USERNAME, note));
    rules.extras().named().forEach(column -> columns.add(column.name()));
    for (String field : FIELDS.subList(1, FIELDS.size())) {
      // What a job names has to be there.
      boolean named = !names.get(field).equals(field) || !rules.meanings().of().isEmpty();
      if (named || random.nextInt(5) > 0) {
        columns.add(field);
      }
    }
    if (random.nextInt(3) == 0) {
      columns.add("password");
    }
    Collections.shuffle(columns, random);
    char delimiter = cells.pick(List.of(',', ',', ';', '\t', '|', '^'));
    String lineEnd = cells.pick(List.of("\n", "\n", "\r\n", "\r"));
    FileWriter writer = new FileWriter(random, delimiter, lineEnd);
    writer.row(columns.stream().map(this::headerCell).toList());
    List<ModelRow> written = new ArrayList<>();
    boolean longCell = false;
    for (int i = 0; i < rows; i++) {
      int odd = random.nextInt(longCell ? 80 : 81);
      longCell |= odd == 80;
      written.add(row(rules, writer, columns, odd));
    }
    String mark = random.nextInt(4) == 0 ? "\ufeff" : "";
    return new ModelFile(mark + writer.text(), written);
  }

  private String headerCell(String column) {
    String name = names.getOrDefault(column, column);
    String spelled = random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    return random.nextInt(4) == 0 ? " " + spelled + "  " : spelled;
  }

  private ModelRow row(ModelRules rules, FileWriter writer, List<String> columns, int odd) {
    List<String> row = new ArrayList<>();
    columns.forEach(
        column -> row.add(meanings.dressed(cell(rules, column), rules.meanings(), column)));
    saySomething(row);
    int cell = random.nextInt(row.size());
    return switch (odd) {
      case 0 -> {
        row.remove(cell);
        saySomething(row);
        yield model(writer.row(row), "COLUMN_COUNT", columns, row);
      }
      case 1 -> {
        row.add(cell, "one too many");
        yield model(writer.row(row), "COLUMN_COUNT", columns, row);
      }
      case 2 -> {
        List<String> raw = new ArrayList<>(row);
        raw.replaceAll(text -> writer.quoted(text, false));
        raw.set(cell, "\"closed\" too early");
        yield model(writer.raw(raw), "QUOTE_MISPLACED", columns, row);
      }
      case 3 -> {
        row.set(cell, "nul\0here");
        yield model(writer.row(row), "CELL_HAS_NUL", columns, row);
      }
      case 80 -> longCell(writer, columns, row, cell);
      default -> model(writer.row(row), null, columns, row);
    };
  }

  /** What is blank in every cell is no row. */
  private static void saySomething(List<String> row) {
    if (row.stream().allMatch(CellText::isBlank)) {
      row.set(0, "x");
    }
  }

  private ModelRow longCell(FileWriter writer, List<String> columns, List<String> row, int cell) {
    boolean tooLong = random.nextBoolean();
    int reason = columns.indexOf("reason");
    int at = !tooLong && reason >= 0 ? reason : cell;
    // Three bytes a character, and one that makes it whole.
    String longest = "€".repeat(LONGEST_CELL_BYTES / 3) + "e".repeat(LONGEST_CELL_BYTES % 3);
    row.set(at, tooLong ? longest + "e" : longest);
    return model(writer.row(row), tooLong ? "CELL_TOO_LONG" : null, columns, row);
  }

  private String cell(ModelRules rules, String column) {
    for (ModelColumn extra : rules.extras().named()) {
      if (extra.name().equals(column)) {
        return meanings.cell(extra);
      }
    }
    return switch (column) {
      case USERNAME -> cells.username();
      case "email" -> cells.email();
      case "level" -> cells.level();
      case "action" -> cells.action();
      case "reason" -> cells.reason();
      case "password" -> ModelCase.SECRET;
      default -> cells.pick(List.of("", "x", "y\nz", "\"", "1"));
    };
  }

  private ModelRow model(
      long line, @Nullable String formFault, List<String> columns, List<String> row) {
    Map<String, String> extras = new LinkedHashMap<>();
    for (String column : names.keySet()) {
      String cell = FIELDS.contains(column) ? null : at(columns, row, column);
      if (cell != null) {
        extras.put(column, cell);
      }
    }
    return new ModelRow(
        line,
        formFault,
        at(columns, row, USERNAME),
        at(columns, row, "email"),
        at(columns, row, "level"),
        at(columns, row, "action"),
        at(columns, row, "reason"),
        extras);
  }

  private static @Nullable String at(List<String> columns, List<String> row, String column) {
    int position = columns.indexOf(column);
    return position < 0 || position >= row.size() ? null : row.get(position);
  }
}
