package dev.rollcall.threads;

import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Threads that work beside the one that runs a command, and keep no process alive. */
public final class Aside {

  private Aside() {}

  /**
   * A thread that is yet to be started.
   *
   * @param name for whoever looks at the process
   */
  public static Thread of(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Interrupts threads, and waits until all of them have ended, even if interrupted meanwhile. */
  public static void end(List<Thread> threads) {
    boolean interrupted = false;
    // All of them first: one that can't hear may wait for a lock that another one holds.
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes such threads. */
  public static ThreadFactory named(String name) {
    return work -> of(work, name);
  }
}
