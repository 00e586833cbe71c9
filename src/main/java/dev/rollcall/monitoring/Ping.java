package dev.rollcall.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one piece of work, as monitors of scheduled jobs have them: one when it begins, one
 * with the exit code when it ends. They are sent on a thread of their own, one after the other, as
 * an end that is overtaken by a start would look like work that never ends. Not thread-safe.
 */
public final class Ping {

  /** How long to wait for a connection, and then for an answer. */
  private static final int ANSWER_MILLIS = 2_500;

  private static final int TRIES = 2;
  private static final int PAUSE_MILLIS = 300;

  /** As much as a monitor keeps. */
  private static final int LONGEST_BODY = 10_000;

  private static final int FIRST_ERROR = 300;

  private final PingUrl url;
  private final ExecutorService thread;
  private @Nullable Future<@Nullable String> end;

  private Ping(PingUrl url, @Nullable Ping before) {
    this.url = url;
    this.thread =
        before == null ? Executors.newSingleThreadExecutor(Aside.named("ping")) : before.thread;
  }

  /**
   * For work that begins now: says so, and does not wait for it.
   *
   * @param before pings of the same address that must be sent first; null for none
   */
  public static Ping started(PingUrl url, @Nullable Ping before) {
    Ping ping = new Ping(url, before);
    ping.thread.execute(() -> post(url.start(), ""));
    return ping;
  }

  /** For work that will never begin; {@code before} as above. */
  public static Ping notStarted(PingUrl url, @Nullable Ping before) {
    return new Ping(url, before);
  }

  /**
   * Says that the work has ended, and does not wait for it; only the first call does anything.
   *
   * @param text what the monitor shows: nothing of a user in it
   */
  public void end(int exitCode, String text) {
    if (end != null) {
      return;
    }
    end = thread.submit(() -> postUntilTaken(url.end(exitCode), text));
  }

  /**
   * Waits for the end to be sent.
   *
   * @param longestNanos for how long; for 0 or less not at all
   * @return what went wrong, without the address; null if the monitor has it, or there is nothing
   *     to send
   */
  public @Nullable String await(long longestNanos) {
    if (end == null) {
      return null;
    }
    try {
      return end.get(longestNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return "it does not answer";
    } catch (ExecutionException | CancellationException e) {
      return "it can't be sent";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  public PingUrl url() {
    return url;
  }

  private static @Nullable String postUntilTaken(URI to, String text) throws InterruptedException {
    String wrong = post(to, text);
    for (int i = 1; i < TRIES && wrong != null; i++) {
      Thread.sleep(PAUSE_MILLIS);
      wrong = post(to, text);
    }
    return wrong;
  }

  /** What went wrong; null if nothing did. */
  private static @Nullable String post(URI to, String text) {
    try {
      URL url = to.toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      // Followed, it would become a GET, and go to wherever the answer says.
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("User-Agent", "rollcall");
      connection.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
      connection.setDoOutput(true);
      byte[] body = text.substring(0, Math.min(text.length(), LONGEST_BODY)).getBytes(UTF_8);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      int answer = connection.getResponseCode();
      connection.disconnect();
      return answer < FIRST_ERROR ? null : "it answers " + answer;
    } catch (IOException | RuntimeException e) {
      // What it says may have the address in it.
      return "it can't be reached (" + e.getClass().getSimpleName() + ")";
    }
  }
}
