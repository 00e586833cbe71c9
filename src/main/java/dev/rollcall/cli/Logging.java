package dev.rollcall.cli;

import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** What the libraries log: nothing, since whatever concerns the user is said in a message. */
final class Logging {

  /** Held, as a logger that nobody holds forgets its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private Logging() {}

  /**
   * @param lines takes what the libraries log, line by line; null for nobody
   */
  static void setUp(@Nullable Consumer<String> lines) {
    LogManager.getLogManager().reset();
    ROOT.setLevel(lines == null ? Level.OFF : Level.INFO);
    if (lines != null) {
      ROOT.addHandler(handler(lines));
    }
  }

  private static Handler handler(Consumer<String> lines) {
    Formatter formatter = new SimpleFormatter();
    return new Handler() {
      @Override
      public void publish(LogRecord message) {
        formatter.format(message).lines().forEach(lines);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
