package dev.rollcall.meaning;

import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The quirks of an input as lines of a {@link Meaning}: none for what is as it is everywhere, or
 * work that was done before there were any would look new.
 */
final class QuirksText {

  private static final String SKIP = "skip";
  private static final String QUOTE = "quote";
  private static final String ESCAPE = "escape";
  private static final String COMMENT = "comment";
  private static final String TRAILER = "trailer";
  private static final String TRAILER_ROWS = "trailer-rows";
  private static final String NONE = "none";

  private QuirksText() {}

  static List<String> lines(Quirks quirks) {
    List<String> lines = new ArrayList<>();
    if (quirks.skip() > 0) {
      lines.add(SKIP + " " + quirks.skip());
    }
    Character quote = quirks.quote();
    if (quote == null || quote != Quirks.USUAL_QUOTE) {
      lines.add(QUOTE + " " + (quote == null ? NONE : Integer.toString(quote)));
    }
    addSign(ESCAPE, quirks.escape(), lines);
    addSign(COMMENT, quirks.comment(), lines);
    Trailer trailer = quirks.trailer();
    if (trailer != null) {
      lines.add(TRAILER + " " + Meaning.oneLine(trailer.match()));
      if (trailer.rows() > 0) {
        lines.add(TRAILER_ROWS + " " + trailer.rows());
      }
    }
    return lines;
  }

  private static void addSign(String key, @Nullable Character sign, List<String> lines) {
    if (sign != null) {
      lines.add(key + " " + Integer.toString(sign));
    }
  }

  /**
   * The quirks that lines have said.
   *
   * @param values of the keys; null for one that is not there
   */
  static Quirks parse(Function<String, @Nullable String> values) {
    String quote = values.apply(QUOTE);
    String match = values.apply(TRAILER);
    return new Quirks(
        number(values.apply(SKIP)),
        quote == null ? (Character) Quirks.USUAL_QUOTE : quote.equals(NONE) ? null : sign(quote),
        sign(values.apply(ESCAPE)),
        sign(values.apply(COMMENT)),
        match == null
            ? null
            : new Trailer(Meaning.severalLines(match), number(values.apply(TRAILER_ROWS))));
  }

  private static int number(@Nullable String value) {
    return value == null ? 0 : Integer.parseInt(value);
  }

  private static @Nullable Character sign(@Nullable String code) {
    return code == null ? null : (char) Integer.parseInt(code);
  }
}
