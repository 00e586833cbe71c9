package dev.rollcall.jobs;

import dev.rollcall.csv.Input;
import dev.rollcall.importing.Delivery;
import dev.rollcall.importing.Request;
import dev.rollcall.inbox.Claim;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.inbox.Marker;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;

/** A file of an inbox as an input, which agrees with its marker as far as can be told yet. */
record DeliveredInput(Input input, Delivery delivery) {

  /**
   * Reads the marker, and what it takes to compare both.
   *
   * @throws Failure {@code MARKER_WRONG}, and whatever can be wrong with an input
   */
  static DeliveredInput of(Inbox inbox, Claim claim) {
    Input input = Input.of(claim.path(), inbox.naming(claim.file()));
    if (claim.marker() == null) {
      return new DeliveredInput(input, new Delivery(claim.id(), null, ""));
    }
    String name = inbox.naming(claim.marker());
    Marker marker = Marker.read(claim.folder().resolve(claim.marker()), name);
    marker.check(input.sha256(), name);
    return new DeliveredInput(input, new Delivery(claim.id(), marker.rows(), name));
  }

  /** What is wanted of it. */
  Request request(ImportJob job, boolean again) {
    return new Request(job, input, again, true).by(delivery);
  }
}
