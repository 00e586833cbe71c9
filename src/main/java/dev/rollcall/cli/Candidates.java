package dev.rollcall.cli;

import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobfile.QuirkWords;
import dev.rollcall.jobfile.ReportWords;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The values that options take, for shells. */
final class Candidates {

  private Candidates() {}

  /** Values that are the same everywhere. */
  abstract static class Fixed implements Iterable<String> {

    abstract List<String> values();

    @Override
    public final Iterator<String> iterator() {
      return values().iterator();
    }
  }

  /** Of {@code --mode}. */
  static final class Modes extends Fixed {
    @Override
    List<String> values() {
      return JobValues.MODES;
    }
  }

  /** Of {@code --rollback}. */
  static final class Rollbacks extends Fixed {
    @Override
    List<String> values() {
      return JobValues.ROLLBACKS;
    }
  }

  /** Of {@code --delimiter}. */
  static final class Delimiters extends Fixed {
    @Override
    List<String> values() {
      return JobValues.DELIMITERS;
    }
  }

  /** Of {@code --charset}. */
  static final class Charsets extends Fixed {
    @Override
    List<String> values() {
      List<String> names = new ArrayList<>(List.of("auto"));
      Charset.availableCharsets()
          .forEach(
              (name, charset) -> {
                // Rejects are also written in it.
                if (charset.canEncode()) {
                  names.add(name);
                }
              });
      return names;
    }
  }

  /** Of {@code --quote}. */
  static final class Quotes extends Fixed {
    @Override
    List<String> values() {
      return QuirkWords.QUOTES;
    }
  }

  /** Of {@code --escape} and {@code --comment}. */
  static final class Signs extends Fixed {
    @Override
    List<String> values() {
      return QuirkWords.SIGNS;
    }
  }

  /** Of {@code --format}. */
  static final class Formats extends Fixed {
    @Override
    List<String> values() {
      return ReportWords.FORMATS;
    }
  }

  /** Of {@code --log}. */
  static final class Logs extends Fixed {
    @Override
    List<String> values() {
      return MonitorOptions.FORMATS;
    }
  }

  /** Of {@code completion}. */
  static final class Shells extends Fixed {
    @Override
    List<String> values() {
      return CompletionCommand.SHELLS;
    }
  }
}
