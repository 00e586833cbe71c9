package dev.rollcall.threads;

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

  /** Makes such threads. */
  public static ThreadFactory named(String name) {
    return work -> of(work, name);
  }
}
