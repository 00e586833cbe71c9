package dev.rollcall.importing;

import dev.rollcall.csv.CsvWriter;
import dev.rollcall.files.OwnFile;
import dev.rollcall.files.WholeFile;
import dev.rollcall.meaning.InputColumns;
import dev.rollcall.meaning.MappedInput;
import dev.rollcall.meaning.RejectColumns;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.reject.Reject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes rejects as the input they came from: same delimiter, same column names, same order, so
 * that the file, once fixed, can be imported like the input itself. Columns that the job does not
 * map are left out; in an input without a header, where position is all there is, they stay empty
 * up to the last that the job maps, whether the input has it or not: no column that is added may
 * come to be where the job looks for another.
 */
public final class RejectFile {

  private static final int LONGEST_HEADER_BYTES = 64 * 1024;

  private static final Pattern LAST_COLUMNS =
      Pattern.compile("\\A[^\\r\\n]*\\b_line\\b.{1,3}\\b_code\\b.{1,3}\\b_message\\b\"?[\\r\\n]");

  /** Of a file without a header: whose reject the first row is, its line and its code. */
  private static final Pattern FIRST_REJECT =
      Pattern.compile(
          "\\A[^\\r\\n]*\\b[0-9]{1,18}-[0-9a-f]{8}\\b.{1,3}[0-9]*.{1,3}\\b[A-Z]+(_[A-Z]+)*\\b");

  private final MappedInput delivery;
  private final String mark;
  private final List<Field> fields;

  /**
   * @param mark of the run whose rejects they are; empty if it will not be in the ledger
   */
  RejectFile(MappedInput delivery, String mark) {
    this.delivery = delivery;
    this.mark = mark;
    InputColumns columns = delivery.columns();
    this.fields =
        delivery.job().columns().fields().stream()
            .filter(field -> !field.isSecret() && columns.position(field) >= 0)
            .sorted((a, b) -> Integer.compare(columns.position(a), columns.position(b)))
            .toList();
  }

  /**
   * Makes the folder of a reject file, and tries whether the file can be made: that it can't must
   * not come out after an hour's work.
   *
   * @throws Failure {@code OUTPUT_UNWRITABLE}
   */
  static void makeRoom(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        OwnFile.makeFolder(folder);
      }
    } catch (IOException e) {
      throw Failure.at(
          ProblemCode.OUTPUT_UNWRITABLE,
          Place.of(path.toString()),
          "its folder can't be made: " + e.getMessage(),
          "name another file",
          e);
    }
    WholeFile.create(path).close();
  }

  /**
   * Whether a file is one with rejects, by the names of its last columns or, where it has no
   * header, by what the first row has in them.
   */
  public static boolean isOne(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String start = new String(in.readNBytes(LONGEST_HEADER_BYTES), StandardCharsets.ISO_8859_1);
      // In UTF-16 every other byte is none.
      String text = start.replace("\0", "");
      return LAST_COLUMNS.matcher(text).find() || FIRST_REJECT.matcher(text).find();
    } catch (IOException e) {
      // Whoever is to replace it says what is wrong with it.
      return false;
    }
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param chosen whether its name is the user's choice
   * @param source passes on all rejects, one at a time
   * @return what tells the file from one that somebody has worked on, see {@link FileDigest}
   */
  String write(Path path, boolean chosen, Consumer<Consumer<Reject>> source) {
    try (WholeFile whole = chosen ? WholeFile.create(path) : WholeFile.createOwn(path)) {
      FileDigest digest = new FileDigest(whole);
      write(digest, source);
      whole.finish();
      return digest.value();
    }
  }

  /** The digest of what would be written. */
  String digest(Consumer<Consumer<Reject>> source) {
    FileDigest digest = new FileDigest(OutputStream.nullOutputStream());
    write(digest, source);
    return digest.value();
  }

  private void write(OutputStream stream, Consumer<Consumer<Reject>> source) {
    CsvWriter out = new CsvWriter(stream, delimiter(), charset());
    if (!header().isEmpty()) {
      out.row(header());
    }
    // While the next ones are read.
    try (WorkBehind<Reject> rows = new WorkBehind<>(reject -> out.row(row(reject)))) {
      source.accept(rows::add);
      rows.finish();
    }
    out.finish();
  }

  /** A named charset is the job's, so the file is read with it; otherwise UTF-8 is understood. */
  private Charset charset() {
    return delivery.job().csv().charsets().size() == 1
        ? delivery.charset()
        : StandardCharsets.UTF_8;
  }

  private char delimiter() {
    return delivery.delimiter();
  }

  /** The column names, if the input has them; empty otherwise. */
  private List<String> header() {
    List<String> header = delivery.columns().header();
    if (header.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Field field : fields) {
      names.add(header.get(delivery.columns().position(field)));
    }
    names.addAll(RejectColumns.NAMES);
    return names;
  }

  /** The reject as a row of the file. */
  private List<String> row(Reject reject) {
    List<String> row = new ArrayList<>();
    if (delivery.columns().header().isEmpty()) {
      for (int position = 0; position < delivery.job().columns().lastPosition(); position++) {
        row.add(cellAt(position, reject.cells()));
      }
    } else {
      for (Field field : fields) {
        row.add(text(field, reject.cells()));
      }
    }
    row.add(mark);
    row.add(reject.line() == 0 ? "" : Long.toString(reject.line()));
    row.add(reject.code().name());
    row.add(encodable(reject.message()));
    return row;
  }

  /** Cells came in this charset, but a database's words may have characters that it lacks. */
  private String encodable(String message) {
    if (charset().equals(StandardCharsets.UTF_8)) {
      return message;
    }
    return new String(message.getBytes(charset()), charset());
  }

  private String cellAt(int position, Cells cells) {
    for (Field field : fields) {
      if (delivery.columns().position(field) == position) {
        return text(field, cells);
      }
    }
    return "";
  }

  private static String text(Field field, Cells cells) {
    String cell = cells.of(field);
    return cell == null ? "" : cell;
  }
}
