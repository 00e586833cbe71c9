package dev.rollcall.model;

/**
 * What the rows of a case have in common.
 *
 * @param relative whether levels may be relative
 * @param prefix how every username begins: two cases with prefixes unlike each other share no user
 */
public record Flavour(boolean relative, String prefix) {

  public static final Flavour ANY = new Flavour(true, "");
}
