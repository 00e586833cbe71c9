package dev.rollcall.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a broker is. */
class BrokerAddressTest {

  @Test
  void itIsOneOrSeveralHosts() {
    assertThat(BrokerAddress.parse("tcp://mq.example.com", Map.of()))
        .isEqualTo(
            new BrokerAddress(
                false, List.of(new BrokerAddress.Place("mq.example.com", 61616)), null, null));
    BrokerAddress several = BrokerAddress.parse("ssl://a-1:5,[::1]:6,b", Map.of());
    assertThat(several.tls()).isTrue();
    assertThat(several).hasToString("ssl://a-1:5,[::1]:6,b:61616");
  }

  @Test
  void whoComesIsSaidByTheEnvironmentAndShownToNobody() {
    Map<String, String> environment =
        Map.of("ROLLCALL_BROKER_USER", "zoe", "ROLLCALL_BROKER_PASSWORD", "secret");
    BrokerAddress address = BrokerAddress.parse("tcp://a", environment);
    assertThat(address.user()).isEqualTo("zoe");
    assertThat(address.password()).isEqualTo("secret");
    String shown = address + " " + address.unusable("says no") + address.unreachable("is gone");
    assertThat(shown).contains("tcp://a:61616").doesNotContain("zoe").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mq.example.com:61616",
        "http://mq.example.com",
        "tcp://",
        "tcp://a:0x1",
        "tcp://a:65536",
        "tcp://a,",
        "tcp://a/queue",
        "tcp://a?password=secret",
        "tcp://zoe:secret@a",
        "tcp://a#secret",
        "tcp://a b"
      })
  void anythingElseIsRefusedAndNotRepeated(String text) {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> BrokerAddress.parse(text, Map.of()));
    assertThat(failure.code()).isEqualTo(ProblemCode.USAGE);
    assertThat(failure.toString()).doesNotContain("secret");
  }
}
