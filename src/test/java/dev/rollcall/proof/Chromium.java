package dev.rollcall.proof;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium without a window, driven over its debugging protocol: it opens pages from the
 * disk and tells what became of them. Not thread-safe.
 */
final class Chromium implements AutoCloseable {

  private static final int SECONDS = 60;
  private static final int HEIGHT = 900;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> received;
  private final List<Map<String, Object>> events = new ArrayList<>();
  private String session = "";
  private int sent;

  private Chromium(Process process, WebSocket socket, BlockingQueue<String> received) {
    this.process = process;
    this.socket = socket;
    this.received = received;
  }

  /** The program, null where none is installed. */
  static @Nullable Path installed() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(":", -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /**
   * Starts it.
   *
   * @param folder empty, for what it keeps
   */
  static Chromium start(Path program, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    try {
      List<String> address = address(process, folder.resolve("DevToolsActivePort"));
      BlockingQueue<String> received = new LinkedBlockingQueue<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1)),
                  new Messages(received))
              .get(SECONDS, TimeUnit.SECONDS);
      Chromium chromium = new Chromium(process, socket, received);
      chromium.attach();
      return chromium;
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IOException("Chromium says: " + Files.readString(folder.resolve("said.txt")), e);
    }
  }

  /** The port and the path, which it writes into a file as soon as it listens. */
  private static List<String> address(Process process, Path file)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file) && Files.readAllLines(file).size() == 2) {
        return Files.readAllLines(file);
      }
      Thread.sleep(20);
    }
    throw new IOException("it does not listen");
  }

  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<String> received;
    private final StringBuilder message = new StringBuilder();

    Messages(BlockingQueue<String> received) {
      this.received = received;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void attach() {
    String target =
        String.valueOf(call("Target.createTarget", "\"url\":\"about:blank\"").get("targetId"));
    Map<String, Object> attached =
        call("Target.attachToTarget", "\"flatten\":true,\"targetId\":" + quoted(target));
    session = String.valueOf(attached.get("sessionId"));
    for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
      call(domain + ".enable", "");
    }
  }

  /** Opens a page in a window of this width in pixels, and waits until it is there. */
  void open(Path page, int width, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "\"width\":"
            + width
            + ",\"height\":"
            + HEIGHT
            + ",\"deviceScaleFactor\":1,\"mobile\":"
            + (width < 600));
    show("screen", dark);
    events.clear();
    call("Page.navigate", "\"url\":" + quoted(page.toUri().toString()));
    while (events("Page.loadEventFired").isEmpty()) {
      receive();
    }
  }

  /** The value of an expression in the page that was opened. */
  @Nullable Object evaluate(String expression) {
    Map<String, Object> answer =
        call("Runtime.evaluate", "\"returnByValue\":true,\"expression\":" + quoted(expression));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return map(answer.get("result")).get("value");
  }

  /** The addresses that were asked for since the page was opened. */
  List<String> requests() {
    return events("Network.requestWillBeSent").stream()
        .map(event -> String.valueOf(map(event.get("request")).get("url")))
        .toList();
  }

  /** What the browser has to say against the page: errors, and what the page's policy forbade. */
  List<String> complaints() {
    return Stream.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        .flatMap(name -> events(name).stream())
        .map(String::valueOf)
        .toList();
  }

  /** The whole page as a picture. */
  void picture(Path png) throws IOException {
    Object data = call("Page.captureScreenshot", "\"captureBeyondViewport\":true").get("data");
    Files.write(png, Base64.getDecoder().decode(String.valueOf(data)));
  }

  /** Shows the page that was opened as it is printed by somebody who likes it light or dark. */
  void print(boolean dark) {
    show("print", dark);
  }

  private void show(String medium, boolean dark) {
    String scheme = dark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        "\"media\":"
            + quoted(medium)
            + ",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":"
            + quoted(scheme)
            + "}]");
  }

  private List<Map<String, Object>> events(String method) {
    return events.stream()
        .filter(event -> method.equals(event.get("method")))
        .map(event -> map(event.get("params")))
        .toList();
  }

  private Map<String, Object> call(String method, String parameters) {
    int id = ++sent;
    String to = session.isEmpty() ? "" : ",\"sessionId\":" + quoted(session);
    socket.sendText(
        "{\"id\":"
            + id
            + ",\"method\":\""
            + method
            + "\",\"params\":{"
            + parameters
            + "}"
            + to
            + "}",
        true);
    while (true) {
      Map<String, Object> message = receive();
      if (message.get("id") instanceof Number number && number.intValue() == id) {
        if (message.get("error") != null) {
          throw new AssertionError(method + ": " + message);
        }
        return map(message.get("result"));
      }
    }
  }

  private Map<String, Object> receive() {
    try {
      String text = received.poll(SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("Chromium says nothing");
      }
      Map<String, Object> message = Json.object(text);
      events.add(message);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
