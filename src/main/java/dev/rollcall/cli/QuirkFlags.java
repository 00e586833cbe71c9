package dev.rollcall.cli;

import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.jobfile.QuirkWords;
import dev.rollcall.jobfile.WrongWord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a file has beside rows, as flags. */
final class QuirkFlags {

  private static final String TRAILER = "--trailer";
  private static final String TRAILER_ROWS = "--trailer-rows";

  @Option(
      names = "--skip",
      paramLabel = "LINES",
      order = OptionGroup.READING,
      description = "Skip the first lines of the file, whatever is in them (default: 0).")
  private @Nullable String skip;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      order = OptionGroup.READING,
      completionCandidates = Candidates.Quotes.class,
      description = "Take this for the quotes round a cell, or none (default: \").")
  private @Nullable String quote;

  @Option(
      names = "--escape",
      paramLabel = "CHAR",
      order = OptionGroup.READING,
      completionCandidates = Candidates.Signs.class,
      description =
          "Take the character after this for text, as in \\\" and \\, (default: nothing escapes).")
  private @Nullable String escape;

  @Option(
      names = "--comment",
      paramLabel = "CHAR",
      order = OptionGroup.READING,
      completionCandidates = Candidates.Signs.class,
      description = "Skip lines that begin with this (default: none are).")
  private @Nullable String comment;

  @Option(
      names = TRAILER,
      paramLabel = "TEXT",
      order = OptionGroup.READING,
      description =
          "Expect this as the last line, with * for any text, and fail before anything is written if"
              + " it is missing: \"EOF*\".")
  private @Nullable String trailer;

  @Option(
      names = TRAILER_ROWS,
      paramLabel = "CELL",
      order = OptionGroup.READING,
      description = "Check the number of rows that this cell of the trailer says: 2.")
  private @Nullable String trailerRows;

  /** All of it. Throws the command line's own exception for what can't be understood. */
  Quirks quirks(CommandLine command) {
    Trailer last = null;
    if (trailer != null) {
      int rows =
          trailerRows == null
              ? 0
              : Flag.word(command, TRAILER_ROWS, trailerRows, QuirkWords::trailerRows);
      last = new Trailer(Flag.word(command, TRAILER, trailer, QuirkWords::trailer), rows);
    } else if (trailerRows != null) {
      throw Flag.wrong(command, TRAILER_ROWS, "needs " + TRAILER);
    }
    int lines = skip == null ? 0 : Flag.word(command, "--skip", skip, QuirkWords::skip);
    Character quoted =
        quote == null
            ? (Character) Quirks.USUAL_QUOTE
            : Flag.word(command, "--quote", quote, QuirkWords::quote);
    Character escaping =
        escape == null ? null : Flag.word(command, "--escape", escape, QuirkWords::sign);
    Character commenting =
        comment == null ? null : Flag.word(command, "--comment", comment, QuirkWords::sign);
    try {
      return QuirkWords.quirks(lines, quoted, escaping, commenting, last);
    } catch (WrongWord e) {
      throw Flag.wrong(
          command, escape == null ? "--comment" : "--escape", String.valueOf(e.getMessage()));
    }
  }
}
