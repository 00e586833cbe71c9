package dev.rollcall.wiring;

import dev.rollcall.broker.Broker;
import dev.rollcall.database.Database;
import dev.rollcall.importing.Crew;
import dev.rollcall.workers.BrokerChannel;
import dev.rollcall.workers.DatabaseChannel;
import dev.rollcall.workers.PartChannel;
import dev.rollcall.workers.RemoteCrew;
import org.jspecify.annotations.Nullable;

/** Calls workers. A class of its own, so that nothing of them is loaded where there are none. */
final class Crews {

  private Crews() {}

  /**
   * @param broker its address; null for none
   */
  static Crew of(Database at, ImportSession.Options options, @Nullable String broker) {
    return new RemoteCrew(
        () -> at.work(options.work(), options.echo()),
        (dataSource, manager) -> BatchRecords.on(at, dataSource, manager),
        channel(broker));
  }

  /** On which parts travel. */
  static PartChannel channel(@Nullable String broker) {
    return broker == null ? new DatabaseChannel() : new BrokerChannel(Broker.at(broker));
  }
}
