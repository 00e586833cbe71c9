package dev.rollcall.crossings;

import dev.rollcall.model.ModelRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content that comes under a name.
 *
 * @param content tells contents apart
 * @param rows in the order of the file; of fixed rejects, with the lines that they had in the input
 * @param of the run whose fixed rejects these are; null for rows of their own
 */
record Delivery(
    Variant variant, String content, String path, List<ModelRow> rows, @Nullable Long of) {

  /** What the rows mean: fixed rejects never remove anybody. */
  Variant meaning() {
    return of == null ? variant : variant.ofSomeRows();
  }

  /** Whether both are one thing, whatever they are called and whichever way they come. */
  boolean sameAs(Delivery other) {
    return meaning().equals(other.meaning())
        && content.equals(other.content)
        && java.util.Objects.equals(of, other.of);
  }
}
