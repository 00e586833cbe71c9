package dev.rollcall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    // Where two threads ask for it at once, SLF4J tells standard error so.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    if (lines != null) {
      ROOT.addHandler(handler(lines));
    }
  }

  /** {@code 2026-11-29T06:07:08.123+01:00 WARNING org.example.Thing: what it says}. */
  private static final class OneLine extends Formatter {

    @Override
    public String format(LogRecord message) {
      OffsetDateTime time =
          message
              .getInstant()
              .truncatedTo(ChronoUnit.MILLIS)
              .atZone(ZoneId.systemDefault())
              .toOffsetDateTime();
      StringWriter text = new StringWriter();
      text.append(time.toString())
          .append(' ')
          .append(message.getLevel().getName())
          .append(' ')
          .append(message.getLoggerName())
          .append(": ")
          .append(formatMessage(message))
          .append('\n');
      if (message.getThrown() != null) {
        message.getThrown().printStackTrace(new PrintWriter(text));
      }
      return text.toString();
    }
  }

  private static Handler handler(Consumer<String> lines) {
    Formatter formatter = new OneLine();
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
