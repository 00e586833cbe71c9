package dev.rollcall.cli;

import dev.rollcall.jobfile.JobValues;
import dev.rollcall.jobfile.QuirkWords;
import dev.rollcall.jobfile.ReportWords;
import dev.rollcall.jobs.JobPaths;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The values that options and parameters take, for shells; looked for when one asks. */
abstract class Candidates implements Iterable<String> {

  private final Supplier<List<String>> values;

  Candidates(Supplier<List<String>> values) {
    this.values = values;
  }

  @Override
  public final Iterator<String> iterator() {
    return values.get().iterator();
  }

  /** Of {@code --mode}. */
  static final class Modes extends Candidates {
    Modes() {
      super(() -> JobValues.MODES);
    }
  }

  /** Of {@code --rollback}. */
  static final class Rollbacks extends Candidates {
    Rollbacks() {
      super(() -> JobValues.ROLLBACKS);
    }
  }

  /** Of {@code --delimiter}. */
  static final class Delimiters extends Candidates {
    Delimiters() {
      super(() -> JobValues.DELIMITERS);
    }
  }

  /** Of {@code --charset}: rejects are also written in it. */
  static final class Charsets extends Candidates {
    Charsets() {
      super(Charsets::names);
    }

    private static List<String> names() {
      Stream<String> names =
          Charset.availableCharsets().values().stream()
              .filter(Charset::canEncode)
              .map(Charset::name);
      return Stream.concat(Stream.of("auto"), names).toList();
    }
  }

  /** Of {@code --quote}. */
  static final class Quotes extends Candidates {
    Quotes() {
      super(() -> QuirkWords.QUOTES);
    }
  }

  /** Of {@code --escape} and {@code --comment}. */
  static final class Signs extends Candidates {
    Signs() {
      super(() -> QuirkWords.SIGNS);
    }
  }

  /** Of {@code --format}. */
  static final class Formats extends Candidates {
    Formats() {
      super(() -> ReportWords.FORMATS);
    }
  }

  /** Of {@code --log}. */
  static final class Logs extends Candidates {
    Logs() {
      super(() -> MonitorOptions.FORMATS);
    }
  }

  /** Of {@code completion}. */
  static final class Shells extends Candidates {
    Shells() {
      super(() -> CompletionCommand.SHELLS);
    }
  }

  /** Of {@code report}. */
  static final class Reports extends Candidates {
    Reports() {
      super(() -> ReportWords.REPORTS);
    }
  }

  /** The names of the job files in {@code jobs/}. */
  static final class Jobs extends Candidates {
    Jobs() {
      super(JobPaths::names);
    }
  }

  /** Where any file may be named, which shells complete themselves. */
  static final class AnyFile extends Candidates {
    AnyFile() {
      super(List::of);
    }
  }

  /** Of {@code schema add-column}. */
  static final class ColumnTypes extends Candidates {
    ColumnTypes() {
      super(() -> AddColumnCommand.TYPES);
    }
  }
}
