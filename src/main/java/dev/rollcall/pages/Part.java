package dev.rollcall.pages;

/**
 * A part of a whole, as charts and the lists below them have it.
 *
 * @param tone the class that gives it its colour
 * @param size the class that says how much of the whole it is
 * @param none whether there is nothing in it
 */
record Part(String name, String tone, String count, String share, String size, boolean none) {

  /** One whose name is that of its colour. */
  static Part of(String name, long count, long whole, Sizes sizes) {
    return of(name, name, count, whole, sizes);
  }

  static Part of(String name, String tone, long count, long whole, Sizes sizes) {
    return new Part(
        name,
        tone,
        Figures.number(count),
        count == 0 ? "" : Figures.share(count, whole),
        sizes.of(count, whole),
        count == 0);
  }
}
