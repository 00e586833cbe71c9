package dev.rollcall.postgresql;

import dev.rollcall.postgresql.WatchedSockets.Watched;
import dev.rollcall.threads.Aside;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds out which servers do not answer any more. A statement may take as long as it takes; but
 * while it does, the server still answers whoever knocks. If it does not, twice, all connections
 * with it are closed, so that whoever waits for it is told.
 */
final class SilentServers {

  private static final Logger LOGGER = Logger.getLogger(SilentServers.class.getName());

  /** Asks whether the server can encrypt, which it answers with one letter before it knows whom. */
  private static final byte[] KNOCK = ByteBuffer.allocate(8).putInt(8).putInt(80877103).array();

  private static final int MOST_KNOCKS = 2;
  private static final long LOOKS_A_PATIENCE = 2;

  private static final List<Watched> WATCHED = new ArrayList<>();
  private static boolean started;

  private SilentServers() {}

  /** Watches a socket that is connected, until it is closed. */
  static void watch(Watched socket) {
    synchronized (WATCHED) {
      WATCHED.removeIf(Socket::isClosed);
      WATCHED.add(socket);
      if (!started) {
        started = true;
        Aside.of(SilentServers::look, "silent-servers").start();
      }
    }
  }

  private static List<Watched> open() {
    synchronized (WATCHED) {
      WATCHED.removeIf(Socket::isClosed);
      return List.copyOf(WATCHED);
    }
  }

  private static void look() {
    try {
      while (true) {
        List<Watched> open = open();
        // Nobody is there to be told: the thread is begun again by who comes next.
        synchronized (WATCHED) {
          if (open.isEmpty() && WATCHED.isEmpty()) {
            started = false;
            return;
          }
        }
        Set<SocketAddress> asked = new HashSet<>();
        for (Watched socket : open) {
          if (socket.isSilent() && asked.add(socket.getRemoteSocketAddress())) {
            ask(socket.getRemoteSocketAddress(), socket.patienceMillis());
          }
        }
        int patience = open.stream().mapToInt(Watched::patienceMillis).min().orElse(1_000);
        Thread.sleep(Math.max(100, patience / LOOKS_A_PATIENCE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ask(SocketAddress server, int patienceMillis) {
    for (int i = 0; i < MOST_KNOCKS; i++) {
      if (answers(server, patienceMillis)) {
        return;
      }
    }
    LOGGER.log(Level.INFO, "the server does not answer any more: {0}", server);
    for (Watched each : open()) {
      if (server.equals(each.getRemoteSocketAddress())) {
        try {
          each.close();
        } catch (IOException e) {
          LOGGER.log(Level.FINE, "it was closed by somebody else", e);
        }
      }
    }
  }

  private static boolean answers(SocketAddress server, int patienceMillis) {
    try (Socket socket = new Socket()) {
      socket.connect(server, patienceMillis);
      socket.setSoTimeout(patienceMillis);
      socket.getOutputStream().write(KNOCK);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
