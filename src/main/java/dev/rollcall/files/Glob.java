package dev.rollcall.files;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths, as Java has it: {@code *} within a name, {@code **} across folders, {@code
 * ?}, {@code [a-c]}, <code>{a,b}</code>. Java's own matcher tries every way to divide a name among
 * the stars; this one takes time in proportion to the length of the name times that of the pattern.
 */
public final class Glob {

  /** What braces may come to, written out. */
  private static final int MOST_ALTERNATIVES = 1_000;

  private final List<List<Element>> alternatives;

  /** Something that means one character, or for any number of them. */
  private record Element(IntPredicate accepts, boolean repeats) {}

  /**
   * Reads a pattern.
   *
   * @throws PatternSyntaxException if it is none, or its braces come to more than 1,000
   *     alternatives
   */
  public Glob(String pattern) {
    // Which patterns there are is for Java to say.
    FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    alternatives = writtenOut(pattern);
  }

  /** Whether the whole path is such a one. */
  public boolean matches(Path path) {
    int[] text = path.toString().codePoints().toArray();
    return alternatives.stream().anyMatch(elements -> matches(elements, text));
  }

  /** Follows all ways through the pattern at once. */
  private static boolean matches(List<Element> elements, int[] text) {
    BitSet at = new BitSet();
    reach(0, elements, at);
    for (int character : text) {
      BitSet next = new BitSet();
      for (int i = at.nextSetBit(0); i >= 0; i = at.nextSetBit(i + 1)) {
        if (i < elements.size() && elements.get(i).accepts.test(character)) {
          reach(elements.get(i).repeats ? i : i + 1, elements, next);
        }
      }
      at = next;
    }
    return at.get(elements.size());
  }

  private static void reach(int from, List<Element> elements, BitSet at) {
    at.set(from);
    for (int i = from; i < elements.size() && elements.get(i).repeats; i++) {
      at.set(i + 1);
    }
  }

  /** Without braces, which are never nested. */
  private static List<List<Element>> writtenOut(String pattern) {
    List<List<Element>> all = List.of(List.of());
    int at = 0;
    while (at < pattern.length()) {
      int end = end(pattern, at);
      List<String> parts =
          pattern.charAt(at) == '{'
              ? divided(pattern.substring(at + 1, end - 1))
              : List.of(pattern.substring(at, end));
      if ((long) all.size() * parts.size() > MOST_ALTERNATIVES) {
        throw new PatternSyntaxException("more than 1,000 alternatives", pattern, at);
      }
      List<List<Element>> longer = new ArrayList<>();
      for (List<Element> begun : all) {
        for (String part : parts) {
          List<Element> both = new ArrayList<>(begun);
          both.addAll(elements(part));
          longer.add(both);
        }
      }
      all = longer;
      at = end;
    }
    return all;
  }

  /** Where what begins there ends: a character, stars, a class, or all between braces. */
  private static int end(String pattern, int at) {
    switch (pattern.charAt(at)) {
      case '\\':
        return at + 1 + Character.charCount(pattern.codePointAt(at + 1));
      case '*':
        return at + (pattern.startsWith("**", at) ? 2 : 1);
      case '[':
        int negated = at + 1 < pattern.length() && pattern.charAt(at + 1) == '!' ? 1 : 0;
        return pattern.indexOf(']', at + 1 + negated) + 1;
      case '{':
        int end = at + 1;
        while (pattern.charAt(end) != '}') {
          end = end(pattern, end);
        }
        return end + 1;
      default:
        return at + Character.charCount(pattern.codePointAt(at));
    }
  }

  private static List<String> divided(String alternatives) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < alternatives.length(); at = end(alternatives, at)) {
      if (alternatives.charAt(at) == ',') {
        parts.add(alternatives.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(alternatives.substring(from));
    return parts;
  }

  private static List<Element> elements(String pattern) {
    List<Element> elements = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      int end = end(pattern, at);
      String piece = pattern.substring(at, end);
      int last = piece.codePointBefore(piece.length());
      elements.add(
          switch (piece.charAt(0)) {
            case '*' -> new Element(c -> piece.length() == 2 || c != '/', true);
            case '?' -> new Element(c -> c != '/', false);
            case '[' -> new Element(oneOf(piece), false);
            default -> new Element(c -> c == last, false);
          });
      at = end;
    }
    return elements;
  }

  private static IntPredicate oneOf(String characters) {
    String inside = characters.substring(1, characters.length() - 1);
    boolean negated = inside.startsWith("!");
    String listed = (negated ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]&^]", "\\\\$0");
    Pattern one = Pattern.compile("[[^/]&&[" + (negated ? "^" : "") + listed + "]]");
    return c -> one.matcher(Character.toString(c)).matches();
  }
}
