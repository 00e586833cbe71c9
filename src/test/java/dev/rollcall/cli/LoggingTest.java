package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JULServiceProvider;

/** What the libraries log is nobody's business, nor is how their logging begins. */
class LoggingTest {

  /** Is not ready before another thread has logged. */
  public static final class Slow extends JULServiceProvider {

    @Override
    public void initialize() {
      Thread other = new Thread(() -> LoggerFactory.getLogger("other").info("while it begins"));
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.initialize();
    }
  }

  /** A start of the program, or, without its set-up, what would be seen of it. */
  public static final class Start {

    private Start() {}

    /** Begins to log. */
    public static void main(String[] args) {
      if (args[0].equals("program")) {
        Logging.setUp(null);
      }
      LoggerFactory.getLogger("first").info("begins");
    }
  }

  @Test
  void nothingIsSaidOfThreadsThatLogWhileLoggingBegins() throws Exception {
    assertThat(said("plain")).contains("SLF4J(W)").contains("have been intercepted");
    assertThat(said("program")).isEmpty();
  }

  private static String said(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dslf4j.provider=" + Slow.class.getName(),
                Start.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
