package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/** What an import is to reject: line and code, divided by a tab. */
final class ExpectedRejects implements RowMaker {

  private final Recipe recipe;
  private final long linesBefore;

  /**
   * @param linesBefore what to add to a row's number to get its line
   */
  ExpectedRejects(Recipe recipe, long linesBefore) {
    this.recipe = recipe;
    this.linesBefore = linesBefore;
  }

  @Override
  public void header(Bytes out) {
    out.add("line\tcode\n");
  }

  @Override
  public void add(long row, Bytes out) {
    BadRow bad = recipe.badness(row);
    if (bad != null) {
      Digits.add(row + linesBefore, out);
      out.add('\t');
      out.add(bad.code().name());
      out.add('\n');
    }
  }
}
