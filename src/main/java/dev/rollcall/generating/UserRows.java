package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/** The users themselves: {@code mila.okafor17,mila.okafor17@example.org,2}. */
final class UserRows implements RowMaker {

  private final Recipe recipe;
  private final UserNames names;
  private final Emails emails;

  UserRows(Recipe recipe) {
    this.recipe = recipe;
    this.names = new UserNames(recipe);
    this.emails = new Emails(recipe);
  }

  @Override
  public void header(Bytes out) {
    out.add(recipe.hasActions() ? "username,email,level,action\n" : "username,email,level\n");
  }

  @Override
  public void add(long row, Bytes out) {
    BadRow bad = recipe.badness(row);
    if (bad == null) {
      addGood(row, out);
    } else {
      bad.write(names, recipe, row, out);
    }
    out.add('\n');
  }

  private void addGood(long row, Bytes out) {
    int begin = out.size();
    names.add(row, out);
    int end = out.size();
    out.add(',');
    if (recipe.hasEmail(row)) {
      emails.add(row, begin, end, out);
    }
    out.add(',');
    Digits.add(recipe.level(row), out);
    if (recipe.hasActions()) {
      out.add(',');
    }
  }
}
