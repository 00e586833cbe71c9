package dev.rollcall.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the libraries log: nothing, since whatever concerns the user is said in a message. */
final class Logging {

  /** Held, as a logger that nobody holds forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  static void setUp(boolean debug) {
    LogManager.getLogManager().reset();
    ROOT.setLevel(debug ? Level.INFO : Level.OFF);
    if (debug) {
      ROOT.addHandler(new ConsoleHandler());
    }
  }
}
