package dev.rollcall.laboratory;

import dev.rollcall.proof.RejectFileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rejects as lines and codes. */
final class Rejects {

  private static final String LINE = "_line";

  private Rejects() {}

  /** Those of a reject file, whatever its delimiter. */
  static List<String> linesAndCodes(Path file) throws IOException {
    return RejectFileText.read(file, delimiter(file)).linesAndCodes();
  }

  /** The delimiter of a reject file. */
  static char delimiter(Path file) throws IOException {
    String text = Files.readString(file);
    return text.charAt(text.indexOf(LINE) + LINE.length());
  }

  /** Those of the ledger. */
  static List<String> linesAndCodes(List<String> rejects) {
    return rejects.stream()
        .map(reject -> reject.substring(0, reject.indexOf('"', reject.indexOf('"') + 1) + 1))
        .toList();
  }
}
