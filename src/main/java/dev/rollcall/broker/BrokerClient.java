package dev.rollcall.broker;

import dev.rollcall.problem.Failure;

/** Knows how to talk to a kind of broker. Whatever has one names it to {@code ServiceLoader}. */
public interface BrokerClient {

  /**
   * Opens a queue, and makes it if there is none and the broker lets it.
   *
   * @throws Failure {@code BROKER_UNREACHABLE}, within some ten seconds for each place; {@code
   *     BROKER_UNUSABLE}
   */
  BrokerQueue open(BrokerAddress address, String queue);
}
