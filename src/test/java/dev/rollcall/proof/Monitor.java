package dev.rollcall.proof;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A monitor of cron jobs, on this machine, that keeps what it is sent. */
final class Monitor implements AutoCloseable {

  static final String TOKEN = "8f14e45f-ceea-467f-9575-1d0f2c4b6a90";

  private static final int OK = 200;

  /** What it was sent, as it came: method, path with its query, and body. */
  record Ping(String method, String path, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Ping> pings = new CopyOnWriteArrayList<>();
  private volatile int answer = OK;
  private volatile Consumer<String> before = path -> {};

  Monitor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      before.accept(path);
      pings.add(new Ping(exchange.getRequestMethod(), path, body));
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** Answers so from now on. */
  void answer(int status) {
    answer = status;
  }

  /** Does this with a path before a ping of it is kept and answered, from now on. */
  void before(Consumer<String> work) {
    before = work;
  }

  /** An address of it, with the token in it. */
  String url(String check) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + TOKEN + "/" + check;
  }

  List<Ping> pings() {
    return pings;
  }

  /** The last words of the paths that were pinged for one address, with their queries. */
  List<String> words(String check) {
    return pings.stream()
        .map(Ping::path)
        .filter(path -> path.startsWith("/" + TOKEN + "/" + check + "/"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .toList();
  }

  /** What was sent with the last ping. */
  String lastBody() {
    return pings.get(pings.size() - 1).body();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
