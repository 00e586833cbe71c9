package dev.rollcall.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A door before a PostgreSQL server, for what stands between it and programs. */
final class ServerDoor implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final String name;
  private final int server;
  private final ServerSocket door;
  private final List<Socket> opened = new ArrayList<>();

  /** What one of them says, behind the first message of a program. */
  record Message(int type, byte[] body) {

    static Message read(DataInputStream in) throws IOException {
      int type = in.readUnsignedByte();
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      return new Message(type, body);
    }

    void write(OutputStream out) throws IOException {
      byte[] whole = new byte[1 + Integer.BYTES + body.length];
      ByteBuffer.wrap(whole).put((byte) type).putInt(body.length + Integer.BYTES).put(body);
      out.write(whole);
    }
  }

  /** Serves one program. */
  interface Service {
    void serve(Socket program) throws IOException;
  }

  /**
   * @param name for threads
   * @param address of a database on the server
   */
  ServerDoor(String name, String address) {
    this.name = name;
    this.server = Integer.parseInt(address.replaceFirst(".*:(\\d+)/.*", "$1"));
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets programs in, each on a thread of its own, which ends when somebody hangs up. */
  void open(Service service) {
    thread(
        () -> {
          while (true) {
            Socket program = keep(door.accept());
            thread(
                () -> {
                  try (program) {
                    service.serve(program);
                  }
                });
          }
        });
  }

  /** What may end by somebody hanging up. */
  interface Talk {
    void run() throws IOException;
  }

  void thread(Talk talk) {
    Runnable work =
        () -> {
          try {
            talk.run();
          } catch (IOException e) {
            // One of them is gone, or the door is closed.
          }
        };
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The address of the same database by way of it. */
  String address(String address) {
    return address.replace(":" + server + "/", ":" + door.getLocalPort() + "/");
  }

  /** A new connection to the server. */
  Socket toServer() throws IOException {
    return keep(new Socket(InetAddress.getLoopbackAddress(), server));
  }

  private synchronized Socket keep(Socket socket) {
    opened.add(socket);
    return socket;
  }

  /**
   * The first message of a program, without its length.
   *
   * @param refusal takes the answer to one who asks for encryption
   */
  static byte[] startup(DataInputStream in, Talk refusal) throws IOException {
    while (true) {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      int code = ByteBuffer.wrap(body).getInt();
      if (code != SSL_REQUEST && code != GSS_REQUEST) {
        return body;
      }
      refusal.run();
    }
  }

  /** Passes on such a message. */
  static void begin(DataOutputStream server, byte[] startup) throws IOException {
    server.writeInt(startup.length + Integer.BYTES);
    server.write(startup);
  }

  /** Ends all connections, as a fault of the network does. */
  synchronized void cut() {
    try {
      for (Socket socket : opened) {
        socket.close();
      }
      opened.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
