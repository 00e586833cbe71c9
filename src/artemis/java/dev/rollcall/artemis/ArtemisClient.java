package dev.rollcall.artemis;

import dev.rollcall.broker.BrokerAddress;
import dev.rollcall.broker.BrokerClient;
import dev.rollcall.broker.BrokerQueue;
import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Reaches Artemis by its own protocol, in plain Java: its native parts are of no use here. */
public final class ArtemisClient implements BrokerClient {

  /** Who says nothing for this long is gone. */
  private static final long SILENCE_MILLIS = 10_000;

  /** How often each side says that it is there. */
  private static final long CHECK_MILLIS = 2_500;

  private static final int CONNECT_MILLIS = 3_000;
  private static final long ANSWER_MILLIS = 10_000;

  /** Loads what it needs, as far as that goes: what is missing is found before anything begins. */
  public ArtemisClient() {
    factory(new BrokerAddress.Place("localhost", 1), true).close();
    new NettyConnectorFactory().getDefaults();
  }

  @Override
  public BrokerQueue open(BrokerAddress address, String queue) {
    List<BrokerAddress.Place> places = address.places();
    // All who take part must come to the same one, so the client's own choice is no use.
    for (int i = 0; ; i++) {
      try {
        return ArtemisQueue.open(address, factory(places.get(i), address.tls()), queue);
      } catch (Failure e) {
        if (e.code() != ProblemCode.BROKER_UNREACHABLE || i + 1 == places.size()) {
          throw e;
        }
      }
    }
  }

  private static ActiveMQConnectionFactory factory(BrokerAddress.Place place, boolean tls) {
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(
            JMSFactoryType.CF, transport(place, tls));
    factory.setConnectionTTL(SILENCE_MILLIS);
    factory.setClientFailureCheckPeriod(CHECK_MILLIS);
    factory.setCallTimeout(ANSWER_MILLIS);
    // Whoever uses this connects anew, and has lost what he had until then.
    factory.setInitialConnectAttempts(1);
    factory.setReconnectAttempts(0);
    // One message at a time, or one worker would hoard them.
    factory.setConsumerWindowSize(0);
    // Texts only; nobody here reads an object, and none could.
    factory.setDeserializationDenyList("*");
    return factory;
  }

  private static TransportConfiguration transport(BrokerAddress.Place place, boolean tls) {
    Map<String, Object> transport = new HashMap<>();
    transport.put(TransportConstants.HOST_PROP_NAME, place.host());
    transport.put(TransportConstants.PORT_PROP_NAME, place.port());
    transport.put(TransportConstants.NETTY_CONNECT_TIMEOUT, CONNECT_MILLIS);
    transport.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
    transport.put(TransportConstants.USE_KQUEUE_PROP_NAME, false);
    transport.put(TransportConstants.REMOTING_THREADS_PROPNAME, 1);
    transport.put(TransportConstants.SSL_ENABLED_PROP_NAME, tls);
    // Java's own trust, and key if the broker asks for one.
    transport.put(TransportConstants.USE_DEFAULT_SSL_CONTEXT_PROP_NAME, tls);
    return new TransportConfiguration(NettyConnectorFactory.class.getName(), transport);
  }
}
