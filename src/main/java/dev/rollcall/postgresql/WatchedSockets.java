package dev.rollcall.postgresql;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Makes the sockets by which the driver talks to servers, and has them {@linkplain SilentServers
 * watched}: of a network that swallows what is sent, a socket by itself learns after a quarter of
 * an hour, or never.
 */
public final class WatchedSockets extends SocketFactory {

  private static final int USUAL_SECONDS = 10;

  private final int patienceMillis;

  /**
   * As the driver makes it.
   *
   * @param settings of the connection; {@code connectTimeout} is how many seconds a server may take
   *     to answer
   */
  public WatchedSockets(Properties settings) {
    int seconds;
    try {
      seconds = Integer.parseInt(settings.getProperty("connectTimeout", ""));
    } catch (NumberFormatException e) {
      seconds = 0;
    }
    this.patienceMillis = (seconds > 0 ? seconds : USUAL_SECONDS) * 1_000;
  }

  @Override
  public Socket createSocket() {
    return new Watched(patienceMillis);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(SocketAddress address) throws IOException {
    Socket socket = createSocket();
    try {
      socket.connect(address, patienceMillis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A socket of which others can tell since when it has been waiting. */
  static final class Watched extends Socket {

    private static final long NOT_WAITING = 0;

    private final int patienceMillis;
    private volatile long readingSince = NOT_WAITING;
    private volatile long writingSince = NOT_WAITING;

    private Watched(int patienceMillis) {
      this.patienceMillis = patienceMillis;
    }

    int patienceMillis() {
      return patienceMillis;
    }

    /** Whether it has waited for longer than a server may take to answer. */
    boolean isSilent() {
      return isLong(readingSince) || isLong(writingSince);
    }

    private boolean isLong(long since) {
      return since != NOT_WAITING && (System.nanoTime() - since) / 1_000_000 > patienceMillis;
    }

    private static long now() {
      long now = System.nanoTime();
      return now == NOT_WAITING ? 1 : now;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      SilentServers.watch(this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new JoinedMessages(watched(super.getInputStream()));
    }

    private InputStream watched(InputStream socket) {
      return new FilterInputStream(socket) {
        @Override
        public int read() throws IOException {
          readingSince = now();
          try {
            return in.read();
          } finally {
            readingSince = NOT_WAITING;
          }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          readingSince = now();
          try {
            return in.read(bytes, offset, length);
          } finally {
            readingSince = NOT_WAITING;
          }
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          writingSince = now();
          try {
            out.write(bytes, offset, length);
          } finally {
            writingSince = NOT_WAITING;
          }
        }
      };
    }
  }
}
