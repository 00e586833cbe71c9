package dev.rollcall.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a program and a PostgreSQL server, and passes on what they say: up to a chosen
 * moment, at which it holds what was said, so that something can be done to either of them.
 */
public final class Wire implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  /** What is counted. */
  public enum Kind {
    /** The program asks something, which the server has not heard. */
    ASKED,
    /** The server has committed, which the program has not heard. */
    COMMITTED
  }

  /** A moment: when so many of a kind were said, from 1 on. */
  public record Moment(Kind kind, int number) {}

  private final ServerSocket door;
  private final int server;
  private final @Nullable Moment moment;
  private final AtomicInteger said = new AtomicInteger();
  private final List<Socket> opened = new ArrayList<>();
  private boolean held;
  private boolean released;
  private volatile boolean silent;

  private Wire(int server, @Nullable Moment moment) throws IOException {
    this.server = server;
    this.moment = moment;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /**
   * Begins to pass on.
   *
   * @param address of a database on the server
   * @param moment at which it holds; null if it never does
   */
  public static Wire before(String address, @Nullable Moment moment) {
    try {
      Wire wire = new Wire(port(address), moment);
      wire.thread(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  /** The address of the same database by way of it. */
  public String address(String address) {
    return address.replace(":" + server + "/", ":" + door.getLocalPort() + "/");
  }

  /** Waits until the moment has come; false if the program ended before. */
  public boolean awaitMoment(ChildProgram program) {
    while (!isHeld()) {
      if (!program.isAlive()) {
        return isHeld();
      }
      Waiting.pause(2);
    }
    return true;
  }

  private synchronized boolean isHeld() {
    return held;
  }

  /** How much of the kind of its moment was said. */
  public int said() {
    return said.get();
  }

  /** Passes on what was held, and all after it. */
  public synchronized void release() {
    released = true;
    notifyAll();
  }

  /** From now on nothing arrives any more, and nobody is told. */
  public void swallow() {
    silent = true;
  }

  /** Ends all connections, as a fault of the network does. */
  public synchronized void cut() {
    try {
      for (Socket socket : opened) {
        socket.close();
      }
      opened.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void thread(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = keep(door.accept());
        thread(() -> connect(client));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private synchronized Socket keep(Socket socket) {
    opened.add(socket);
    return socket;
  }

  private void connect(Socket client) {
    try (client;
        Socket backend = keep(new Socket(InetAddress.getLoopbackAddress(), server))) {
      client.setTcpNoDelay(true);
      backend.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(backend.getOutputStream());
      begin(in, new DataOutputStream(client.getOutputStream()), out);
      thread(() -> pass(backend, client, Kind.COMMITTED));
      pass(client, backend, Kind.ASKED);
    } catch (IOException e) {
      // One of them is gone.
    }
  }

  private void begin(DataInputStream in, DataOutputStream back, DataOutputStream out)
      throws IOException {
    while (true) {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      int code = ByteBuffer.wrap(body).getInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
        return;
      }
      if (!silent) {
        back.writeByte('N');
      }
    }
  }

  /** Where one end is gone, the other one is told. */
  private void pass(Socket from, Socket to, Kind kind) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        int type = in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - Integer.BYTES];
        in.readFully(body);
        if (is(kind, type, body)) {
          holdAtMoment(kind);
        }
        if (!silent) {
          byte[] whole = new byte[1 + Integer.BYTES + body.length];
          ByteBuffer.wrap(whole).put((byte) type).putInt(body.length + Integer.BYTES).put(body);
          out.write(whole);
        }
      }
    } catch (IOException e) {
      // One of them is gone.
    }
  }

  private static boolean is(Kind kind, int type, byte[] body) {
    return switch (kind) {
      case ASKED -> type == 'S' || type == 'Q';
      case COMMITTED -> type == 'C' && body.length == 7 && body[0] == 'C' && body[5] == 'T';
    };
  }

  private synchronized void holdAtMoment(Kind kind) {
    if (moment == null || moment.kind() != kind || said.incrementAndGet() != moment.number()) {
      return;
    }
    held = true;
    try {
      while (!released) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
