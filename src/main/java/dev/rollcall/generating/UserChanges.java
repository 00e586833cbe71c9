package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/**
 * Rows that change some of the users: each gives a new address, and every second one another level.
 */
final class UserChanges implements RowMaker {

  private final Recipe recipe;
  private final Portion changes;
  private final UserNames names;
  private final Emails emails;

  UserChanges(Recipe recipe, Portion changes) {
    this.recipe = recipe;
    this.changes = changes;
    this.names = new UserNames(recipe);
    this.emails = new Emails(recipe);
  }

  @Override
  public void header(Bytes out) {
    out.add("username,email,level\n");
  }

  @Override
  public void add(long row, Bytes out) {
    long phase = recipe.changePhase();
    boolean isNew = recipe.namedBy(row) == row && recipe.badness(row) == null;
    if (!isNew || !changes.has(row, phase)) {
      return;
    }
    int begin = out.size();
    names.add(row, out);
    int end = out.size();
    out.add(",new.");
    emails.add(row, begin, end, out);
    out.add(',');
    if (changes.index(row, phase) % 2 == 0) {
      Digits.add(recipe.otherLevel(row), out);
    }
    out.add('\n');
  }
}
