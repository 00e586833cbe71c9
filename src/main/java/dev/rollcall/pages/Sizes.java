package dev.rollcall.pages;

import java.util.Locale;
import java.util.TreeSet;

/**
 * The sizes that a page's charts need, each as a class of its style sheet: the policy of a page
 * allows no style besides that sheet. Not thread-safe.
 */
final class Sizes {

  private static final int STEPS = 1_000;

  /** How wide the window of a phone is at most, in pixels. */
  static final int PHONE = 640;

  private final TreeSet<Integer> used = new TreeSet<>();
  private int cardsBelow = PHONE;

  /** The class of a part of a whole, to a thousandth; what is not nothing is at least that. */
  String of(double part, double whole) {
    int step = whole > 0 ? (int) Math.round(STEPS * Math.min(1, part / whole)) : 0;
    if (part > 0 && step == 0) {
      step = 1;
    }
    used.add(step);
    return "size-" + step;
  }

  /** Below which width of the window, in pixels, a row becomes a card. */
  int cardsBelow() {
    return cardsBelow;
  }

  /** Says how wide a table is with its margins, in pixels: in less its rows become cards. */
  void tableOf(int pixels) {
    cardsBelow = pixels;
  }

  /** What the classes handed out so far mean. */
  String css() {
    StringBuilder css = new StringBuilder();
    for (int step : used) {
      css.append(String.format(Locale.ROOT, ".size-%d{--size:%.3f}", step, (double) step / STEPS));
    }
    return css.toString();
  }
}
