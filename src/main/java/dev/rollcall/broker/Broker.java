package dev.rollcall.broker;

import dev.rollcall.problem.Failure;

/** A broker that somebody has named, with a client that was found for it. Thread-safe. */
public final class Broker {

  private final BrokerAddress address;
  private final BrokerClient client;

  private Broker(BrokerAddress address, BrokerClient client) {
    this.address = address;
    this.client = client;
  }

  /**
   * The broker at an address, which is not looked for yet.
   *
   * @throws Failure {@code USAGE} if it is none; {@code BROKER_UNUSABLE} if there is no client
   */
  public static Broker at(String address) {
    return new Broker(BrokerAddress.parse(address, System.getenv()), InstalledClient.find());
  }

  /** See {@link BrokerClient#open}. */
  public BrokerQueue open(String queue) {
    return client.open(address, queue);
  }

  /** See {@link BrokerAddress#unreachable}. */
  public Failure unreachable(String what) {
    return address.unreachable(what);
  }
}
