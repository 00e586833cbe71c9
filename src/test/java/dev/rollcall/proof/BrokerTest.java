package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose parts travel by a broker is that of one process all the same. */
@Timeout(120)
class BrokerTest {

  private static final int USERS = 6_000;
  private static final int PARTS = 4;

  @TempDir Path folder;
  private RaisedUsers users;

  @BeforeEach
  void make() {
    users = RaisedUsers.make(DatabaseKind.SERVER.empty(folder.resolve("work")), USERS);
  }

  private Crewed.Here worker(String broker) {
    return new Crewed.Here(users.database().address(), broker, null);
  }

  private Ended managed(String... flags) {
    List<String> words =
        new ArrayList<>(List.of("import", users.workspace().path("users.csv") + ""));
    words.addAll(List.of("--workers", "--no-progress", "--chunk", "" + USERS / PARTS / 3));
    words.addAll(Arrays.asList(flags));
    return Crewed.here(users.workspace(), words);
  }

  @Test
  void workersDoWhatTheBrokerHasAndNothingIsLeftThere() {
    try (ArtemisBroker broker = new ArtemisBroker(folder.resolve("broker"), Map.of())) {
      Crewed.Here worker = worker(broker.address());
      try (worker) {
        Ended ended = managed("--broker", broker.address());
        assertThat(ended.said()).contains("written by 1 worker in " + PARTS + " parts");
      }
      assertThat(worker.said()).isEmpty();
      assertThat(broker.messages()).isZero();
    }
    users.assertRaised();
    // Nothing was sent the other way.
    assertThat(users.database().rows("select is_called::int from rollcall_message_seq"))
        .containsExactly("0");
  }

  @Test
  void withoutABrokerOneProcessDoesItAloneAndSaysWhy() {
    String nowhere = "tcp://127.0.0.1:" + ArtemisBroker.freePort();
    String why = "the broker at " + nowhere + " can't be reached [BROKER_UNREACHABLE]";
    try (Crewed.Here worker = worker(nowhere)) {
      Ended ended = managed("--workers-wait", "1s", "--broker", nowhere);
      assertThat(ended.said())
          .contains("no worker took a part within 1 s, so this process did what was left: " + why);
      assertThat(worker.said()).containsExactly("worker: " + why + "; connecting anew");
    }
    users.assertRaised();
  }

  @Test
  void whoMayNotSendDoesItAloneAndSaysWhy() {
    try (ArtemisBroker broker =
        new ArtemisBroker(folder.resolve("broker"), Map.of(ArtemisBroker.STRANGER, "right"))) {
      Ended ended = managed("--workers-wait", "1s", "--broker", broker.address());
      assertThat(ended.said())
          .contains(
              "no worker took a part within 1 s, so this process did what was left: the broker at "
                  + broker.address()
                  + " does not let this user in, or not to the queue rollcall.")
          .contains("[BROKER_UNUSABLE]");
    }
    users.assertRaised();
  }
}
