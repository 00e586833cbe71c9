package dev.rollcall.proof;

import dev.rollcall.proof.ServerDoor.Message;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
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

  private final ServerDoor door;
  private final boolean byTransaction;
  private final Deque<Backend> free = new ArrayDeque<>();

  /** A connection of the server, with what it said when it was opened. */
  private record Backend(DataInputStream in, DataOutputStream out, List<Message> said) {}

  private Pooler(String address, boolean byTransaction) {
    this.door = new ServerDoor("pooler", address);
    this.byTransaction = byTransaction;
  }

  /**
   * Opens one.
   *
   * @param address of a database on the server
   */
  static Pooler before(String address, boolean byTransaction) {
    Pooler pooler = new Pooler(address, byTransaction);
    pooler.door.open(pooler::serve);
    return pooler;
  }

  /** The address of the same database by way of it. */
  String address(String address) {
    return door.address(address);
  }

  private void serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    byte[] startup = ServerDoor.startup(in, () -> out.writeByte('N'));
    Backend backend = take(startup);
    for (Message message : backend.said) {
      message.write(out);
    }
    if (byTransaction) {
      giveBack(backend);
    }
    talk(in, out, startup, byTransaction ? null : backend);
  }

  private void talk(DataInputStream in, DataOutputStream out, byte[] startup, @Nullable Backend own)
      throws IOException {
    @Nullable Backend backend = own;
    while (true) {
      Message message = Message.read(in);
      if (message.type() == 'X') {
        return;
      }
      if (backend == null) {
        backend = take(startup);
      }
      message.write(backend.out);
      boolean answered = "QScf".indexOf(message.type()) >= 0;
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
      if (message.type() == 'Z' || message.type() == 'G') {
        return message.type() == 'Z' && message.body()[0] == 'I';
      }
    }
  }

  private Backend take(byte[] startup) throws IOException {
    synchronized (this) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    Socket socket = door.toServer();
    Backend backend =
        new Backend(
            new DataInputStream(socket.getInputStream()),
            new DataOutputStream(socket.getOutputStream()),
            new ArrayList<>());
    ServerDoor.begin(backend.out, startup);
    while (true) {
      Message message = Message.read(backend.in);
      // A pooler has keys of its own, by which its clients ask it to cancel.
      backend.said.add(message.type() == 'K' ? new Message('K', new byte[8]) : message);
      if (message.type() == 'Z') {
        return backend;
      }
    }
  }

  private synchronized void giveBack(Backend backend) {
    free.push(backend);
  }

  @Override
  public void close() {
    door.close();
  }
}
