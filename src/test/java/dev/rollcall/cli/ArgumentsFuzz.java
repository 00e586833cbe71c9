package dev.rollcall.cli;

import dev.rollcall.csv.CsvFormat;
import dev.rollcall.database.Database;
import dev.rollcall.fuzz.Broken;
import dev.rollcall.fuzz.FuzzBytes;
import dev.rollcall.fuzz.FuzzFolder;
import dev.rollcall.importing.InputPaths;
import dev.rollcall.jobfile.CharsetWords;
import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobfile.WrongWord;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import dev.rollcall.wiring.Databases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Any text where a command takes a value: it is one, and means the same when it is printed and read
 * again, or is said to be wrong. The first byte chooses the value.
 */
public final class ArgumentsFuzz {

  /** The first prints itself as it is written. */
  private static final List<Function<String, ?>> WORDS =
      List.of(
          JobValues::limit,
          JobValues::guards,
          JobValues::columns,
          JobValues::delimiter,
          CharsetWords::charsets,
          JobValues::mode,
          JobValues::rollback,
          JobValues::lower,
          JobValues::chunk,
          JobValues::level,
          JobValues::jobName,
          JobValues::path);

  private ArgumentsFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    FuzzBytes fuzz = new FuzzBytes(data);
    int choice = fuzz.choice(WORDS.size() + 2);
    String text = new String(fuzz.rest(), StandardCharsets.UTF_8);
    if (choice < WORDS.size()) {
      word(WORDS.get(choice), text, choice == 0);
    } else if (choice == WORDS.size()) {
      address(text);
    } else {
      glob(text);
    }
  }

  private static void word(Function<String, ?> words, String text, boolean printsItself) {
    try {
      Object value = words.apply(text);
      if (printsItself) {
        Broken.unlessSame("printed and read", words.apply(String.valueOf(value)), value);
      }
    } catch (WrongWord e) {
      if (e.what().isBlank()) {
        throw Broken.promise("no words for " + text);
      }
    }
  }

  private static void address(String text) {
    try {
      Database file = Databases.of(text);
      if (!file.path().isAbsolute()) {
        throw Broken.promise("the path of a database depends on the folder: " + file);
      }
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.USAGE, ProblemCode.DATABASE_UNUSABLE));
    }
  }

  /** Below one small folder, since nobody knows how much there is elsewhere. */
  private static void glob(String text) {
    if (text.contains("..")) {
      return;
    }
    try {
      InputPaths.of(List.of(FuzzFolder.path("") + "/" + text), CsvFormat.AUTO);
    } catch (Failure e) {
      Broken.unless(e, Set.of(ProblemCode.INPUT_NOT_FOUND, ProblemCode.INPUT_UNREADABLE));
    }
  }
}
