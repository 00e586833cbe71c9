package dev.rollcall.jobfile;

import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with text that is not YAML, in the terms of someone who writes a job file. */
final class SyntaxProblem {

  private SyntaxProblem() {}

  /** {@code text} is the whole file, in which the parser stumbled. */
  static Problem of(MarkedYAMLException broken, String file, String text) {
    Mark mark = broken.getProblemMark();
    if (mark == null) {
      return Problems.problem(Place.of(file), "not YAML: " + broken.getProblem(), null);
    }
    Mark opened = broken.getContextMark();
    String context = String.valueOf(broken.getContext());
    boolean atEnd = mark.getIndex() >= text.codePointCount(0, text.length());
    if (atEnd && opened != null && (context.contains("flow") || context.contains("quoted"))) {
      boolean known = opened.getIndex() < mark.getIndex();
      return Problems.problem(
          NodeReader.place(file, opened),
          known ? "what opens here never closes" : "a bracket or brace before this never closes",
          "close it");
    }
    int at =
        text.offsetByCodePoints(
            0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    String said = String.valueOf(broken.getProblem()).strip();
    return Problems.problem(
        NodeReader.place(file, mark), "not YAML: " + plain(said), advice(said, text, at));
  }

  private static String plain(String said) {
    String oneLine = said.replaceAll("\\s+", " ");
    int bracket = oneLine.indexOf(". (");
    return bracket > 0 ? oneLine.substring(0, bracket) : oneLine;
  }

  private static @Nullable String advice(String said, String text, int at) {
    if (at > 0 && text.startsWith("${", at - 1)) {
      return "put quotes around a value with ${...} between braces or brackets";
    }
    if (at < text.length() && text.charAt(at) == '\t') {
      return "indent with blanks, not tabs";
    }
    if (said.contains("sequence entries are not allowed")) {
      return "put quotes around \"-\" if standard input is meant";
    }
    if (said.contains("mapping values are not allowed")) {
      return "put quotes around a value with \": \" in it, or fix the indentation";
    }
    return said.contains("cannot start any token")
        ? "put quotes around a value that begins with such a character"
        : null;
  }
}
