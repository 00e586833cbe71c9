package dev.rollcall.broker;

import dev.rollcall.problem.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A queue of short texts on a broker. A text that was taken is nobody else's until it is done, is
 * given back, or whoever has it is gone: closed, dead, or silent for some ten seconds. It may come
 * twice, and may get lost. For one thread at a time. All that is said of it may throw a {@link
 * Failure}, {@code BROKER_UNREACHABLE} or {@code BROKER_UNUSABLE}; then it can only be closed.
 */
public interface BrokerQueue extends AutoCloseable {

  /** Sends a text: when this returns, the broker has it on its disk, if it has one. */
  void send(String text);

  /**
   * The next text, at once; null if there is none that nobody has. One at a time is taken. What is
   * no text, or longer than ours are, is empty, and nothing of it is read.
   */
  @Nullable String take();

  /** What was taken is not needed any more. */
  void done();

  /** What was taken is there again for others. */
  void giveBack();

  /** Throws if the connection is known to be lost, and with it what was taken. */
  void check();

  /** How many texts there are, those that somebody has among them. */
  long size();

  /** Gives back what was taken. Throws nothing. */
  @Override
  void close();
}
