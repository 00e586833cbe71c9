package dev.rollcall.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a program and a PostgreSQL server, and passes on what they say: up to a chosen
 * moment, at which it holds what was said, so that something can be done to either of them.
 */
public final class Wire implements AutoCloseable {

  /** What is counted. */
  public enum Kind {
    /** The program asks something, which the server has not heard. */
    ASKED,
    /** The server has committed, which the program has not heard. */
    COMMITTED
  }

  /** A moment: when so many of a kind were said, from 1 on. */
  public record Moment(Kind kind, int number) {}

  private final ServerDoor door;
  private final @Nullable Moment moment;
  private final AtomicInteger said = new AtomicInteger();
  private boolean held;
  private boolean released;
  private volatile boolean silent;

  private Wire(String address, @Nullable Moment moment) {
    this.door = new ServerDoor("wire", address);
    this.moment = moment;
  }

  /**
   * Begins to pass on.
   *
   * @param address of a database on the server
   * @param moment at which it holds; null if it never does
   */
  public static Wire before(String address, @Nullable Moment moment) {
    Wire wire = new Wire(address, moment);
    wire.door.open(wire::connect);
    return wire;
  }

  /** The address of the same database by way of it. */
  public String address(String address) {
    return door.address(address);
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
  public void cut() {
    door.cut();
  }

  private void connect(Socket program) throws IOException {
    try (Socket server = door.toServer()) {
      program.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      OutputStream back = program.getOutputStream();
      byte[] startup =
          ServerDoor.startup(
              new DataInputStream(program.getInputStream()),
              () -> {
                if (!silent) {
                  back.write('N');
                }
              });
      ServerDoor.begin(new DataOutputStream(server.getOutputStream()), startup);
      door.thread(() -> pass(server, program, Kind.COMMITTED));
      pass(program, server, Kind.ASKED);
    }
  }

  /** Where one end is gone, the other one is told. */
  private void pass(Socket from, Socket to, Kind kind) throws IOException {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      OutputStream out = to.getOutputStream();
      while (true) {
        ServerDoor.Message message = ServerDoor.Message.read(in);
        if (is(kind, message.type(), message.body())) {
          holdAtMoment(kind);
        }
        if (!silent) {
          message.write(out);
        }
      }
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
    door.close();
  }
}
