package dev.rollcall.wiring;

import dev.rollcall.database.Database;
import dev.rollcall.importing.Crew;
import dev.rollcall.workers.RemoteCrew;

/** Calls workers. A class of its own, so that nothing of them is loaded where there are none. */
final class Crews {

  private Crews() {}

  static Crew of(Database at, ImportSession.Options options) {
    return new RemoteCrew(
        () -> at.work(options.work(), options.echo()),
        (dataSource, manager) -> BatchRecords.on(at, dataSource, manager));
  }
}
