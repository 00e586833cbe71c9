package dev.rollcall.pages;

import dev.rollcall.text.Resource;

/** What to do about a reject: the last column of the table in the documentation of the codes. */
final class Advice {

  private static final String PAGE = "/reject-codes.md";

  private Advice() {}

  /** The advice for a code; nothing for one that the documentation does not have. */
  static String of(String code) {
    return Resource.read(PAGE)
        .lines()
        .filter(line -> line.startsWith("| `" + code + "` |"))
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> cells[cells.length - 1].replace("|", "").replace("`", "").strip())
        .findFirst()
        .orElse("");
  }
}
