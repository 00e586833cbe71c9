package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.artemis.ArtemisClient;
import dev.rollcall.broker.BrokerAddress;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue of a broker, which keeps what nobody has done. */
@Timeout(60)
class BrokerQueueTest {

  private static final String USER = "ROLLCALL_BROKER_USER";
  private static final String PASSWORD = "ROLLCALL_BROKER_PASSWORD";

  @TempDir Path folder;

  private static BrokerQueue open(String address, Map<String, String> environment) {
    return new ArtemisClient().open(BrokerAddress.parse(address, environment), "rollcall.test");
  }

  @Test
  void whatSomebodyHasIsNobodyElsesUntilHeIsGone() {
    try (ArtemisBroker broker = new ArtemisBroker(folder, Map.of());
        BrokerQueue sender = open(broker.address(), Map.of());
        BrokerQueue other = open(broker.address(), Map.of())) {
      BrokerQueue one = open(broker.address(), Map.of());
      assertThat(other.take()).isNull();
      sender.send("a");
      assertThat(one.take()).isEqualTo("a");
      sender.send("b");
      assertThat(other.take()).isEqualTo("b");
      assertThat(sender.take()).isNull();
      assertThat(sender.size()).isEqualTo(2);
      other.done();
      assertThat(sender.size()).isEqualTo(1);
      one.giveBack();
      assertThat(other.take()).isEqualTo("a");
      other.giveBack();
      assertThat(one.take()).isEqualTo("a");
      one.close();
      assertThat(soon(sender::take)).isEqualTo("a");
      sender.done();
      assertThat(sender.size()).isZero();
    }
  }

  @Test
  void aBrokerThatIsStartedAgainHasWhatNobodyHasDone() {
    try (ArtemisBroker broker = new ArtemisBroker(folder, Map.of());
        BrokerQueue before = open(broker.address(), Map.of())) {
      before.send("a");
      assertThat(before.take()).isEqualTo("a");
      broker.stop();
      Failure failure = catchThrowableOfType(Failure.class, before::done);
      assertThat(failure.code()).isEqualTo(ProblemCode.BROKER_UNREACHABLE);
      assertThat(catchThrowableOfType(Failure.class, before::check)).isNotNull();
      failure = catchThrowableOfType(Failure.class, () -> open(broker.address(), Map.of()));
      assertThat(failure.code()).isEqualTo(ProblemCode.BROKER_UNREACHABLE);
      assertThat(failure).hasMessageContaining(broker.address());
      broker.start();
      try (BrokerQueue after = open(broker.address(), Map.of())) {
        assertThat(after.size()).isEqualTo(1);
        assertThat(after.take()).isEqualTo("a");
      }
    }
  }

  @Test
  void whoMayNotComeIsToldSoWithoutHisName() {
    Map<String, String> users = Map.of("zoe", "right", ArtemisBroker.STRANGER, "right");
    try (ArtemisBroker broker = new ArtemisBroker(folder, users)) {
      try (BrokerQueue queue = open(broker.address(), Map.of(USER, "zoe", PASSWORD, "right"))) {
        queue.send("a");
        assertThat(queue.take()).isEqualTo("a");
      }
      for (String user : List.of("zoe wrong", "nobody right", ArtemisBroker.STRANGER + " right")) {
        String[] words = user.split(" ", -1);
        Map<String, String> environment = Map.of(USER, words[0], PASSWORD, words[1]);
        Failure failure =
            catchThrowableOfType(
                Failure.class,
                () -> {
                  try (BrokerQueue queue = open(broker.address(), environment)) {
                    queue.take();
                  }
                });
        assertThat(failure.code()).as(user).isEqualTo(ProblemCode.BROKER_UNUSABLE);
        assertThat(failure.toString())
            .contains("does not let this user in, or not to the queue rollcall.test");
        for (Throwable each = failure; each != null; each = each.getCause()) {
          assertThat(each.toString()).doesNotContain(words);
        }
      }
    }
  }

  @Test
  void ofSeveralPlacesTheFirstThatAnswersIsTaken() {
    try (ArtemisBroker one = new ArtemisBroker(folder.resolve("one"), Map.of());
        ArtemisBroker other = new ArtemisBroker(folder.resolve("other"), Map.of())) {
      String both = "tcp://127.0.0.1:" + one.port() + ",127.0.0.1:" + other.port();
      for (int i = 0; i < 6; i++) {
        send(both);
      }
      assertThat(one.messages()).isEqualTo(6);
      send("tcp://127.0.0.1:" + ArtemisBroker.freePort() + ",127.0.0.1:" + other.port());
      assertThat(other.messages()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoneOfOursIsEmptyHoweverLongItIs() throws JMSException {
    try (ArtemisBroker broker = new ArtemisBroker(folder, Map.of());
        BrokerQueue queue = open(broker.address(), Map.of())) {
      try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.address());
          Connection connection = factory.createConnection();
          Session session = connection.createSession()) {
        Queue named = session.createQueue("rollcall.test");
        MessageProducer stranger = session.createProducer(named);
        for (int length : new int[] {2_000, 1_000_000}) {
          stranger.send(session.createTextMessage("a".repeat(length)));
        }
        stranger.send(session.createMapMessage());
      }
      queue.send("ours");
      for (int i = 0; i < 3; i++) {
        assertThat(queue.take()).isEmpty();
        queue.done();
      }
      assertThat(queue.take()).isEqualTo("ours");
      queue.done();
      assertThat(broker.messages()).isZero();
    }
  }

  private static void send(String address) {
    try (BrokerQueue queue = open(address, Map.of())) {
      queue.send("a");
    }
  }

  private static String soon(Supplier<String> taken) {
    String text = null;
    while (text == null) {
      text = taken.get();
      Waiting.pause(5);
    }
    return text;
  }
}
