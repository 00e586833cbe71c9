package dev.rollcall.runs;

/** Holds what {@link Origin#current} answers. */
final class OriginInUse {

  static volatile Origin origin = Origin.ofMachine();

  private OriginInUse() {}
}
