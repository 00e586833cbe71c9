package dev.rollcall.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a program and a PostgreSQL server, as a pooler of connections does: each client
 * has a connection of the server for a transaction, or for as long as it stays.
 */
final class Pooler implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final ServerSocket door;
  private final int server;
  private final boolean byTransaction;
  private final Deque<Backend> free = new ArrayDeque<>();
  private final List<Socket> opened = new ArrayList<>();

  /** A connection of the server, with what it said when it was opened. */
  private record Backend(DataInputStream in, DataOutputStream out, List<Message> said) {}

  private record Message(int type, byte[] body) {

    static Message read(DataInputStream in) throws IOException {
      int type = in.readUnsignedByte();
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      return new Message(type, body);
    }

    void write(DataOutputStream out) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
    }
  }

  private Pooler(int server, boolean byTransaction) throws IOException {
    this.server = server;
    this.byTransaction = byTransaction;
    this.door = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
  }

  /**
   * Opens one.
   *
   * @param address of a database on the server
   */
  static Pooler before(String address, boolean byTransaction) throws IOException {
    Pooler pooler = new Pooler(port(address), byTransaction);
    thread(pooler::accept);
    return pooler;
  }

  private static int port(String address) {
    return Integer.parseInt(address.replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  /** The address of the same database by way of it. */
  String address(String address) {
    return address.replace(":" + server + "/", ":" + door.getLocalPort() + "/");
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "pooler");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = keep(door.accept());
        thread(() -> serve(client));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private synchronized Socket keep(Socket socket) {
    opened.add(socket);
    return socket;
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      byte[] startup = startup(in, out);
      Backend backend = take(startup);
      for (Message message : backend.said) {
        message.write(out);
      }
      if (byTransaction) {
        giveBack(backend);
      }
      talk(in, out, startup, byTransaction ? null : backend);
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static byte[] startup(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      int code = ByteBuffer.wrap(body).getInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return body;
      }
      out.writeByte('N');
    }
  }

  private void talk(DataInputStream in, DataOutputStream out, byte[] startup, @Nullable Backend own)
      throws IOException {
    @Nullable Backend backend = own;
    while (true) {
      Message message = Message.read(in);
      if (message.type == 'X') {
        return;
      }
      if (backend == null) {
        backend = take(startup);
      }
      message.write(backend.out);
      boolean answered = "QScf".indexOf(message.type) >= 0;
      if (answered && answer(backend, out) && byTransaction) {
        giveBack(backend);
        backend = null;
      }
    }
  }

  /** Whether no transaction is under way behind the answer. */
  private static boolean answer(Backend backend, DataOutputStream out) throws IOException {
    while (true) {
      Message message = Message.read(backend.in);
      message.write(out);
      if (message.type == 'Z' || message.type == 'G') {
        return message.type == 'Z' && message.body[0] == 'I';
      }
    }
  }

  private Backend take(byte[] startup) throws IOException {
    synchronized (this) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    Socket socket = keep(new Socket(InetAddress.getLoopbackAddress(), server));
    Backend backend =
        new Backend(
            new DataInputStream(socket.getInputStream()),
            new DataOutputStream(socket.getOutputStream()),
            new ArrayList<>());
    backend.out.writeInt(startup.length + Integer.BYTES);
    backend.out.write(startup);
    while (true) {
      Message message = Message.read(backend.in);
      // A pooler has keys of its own, by which its clients ask it to cancel.
      backend.said.add(message.type == 'K' ? new Message('K', new byte[8]) : message);
      if (message.type == 'Z') {
        return backend;
      }
    }
  }

  private synchronized void giveBack(Backend backend) {
    free.push(backend);
  }

  @Override
  public synchronized void close() {
    try {
      door.close();
      for (Socket socket : opened) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
