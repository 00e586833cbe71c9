package dev.rollcall.artemis;

import dev.rollcall.broker.BrokerAddress;
import dev.rollcall.broker.BrokerClient;
import dev.rollcall.broker.BrokerQueue;
import java.util.HashMap;
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

  @Override
  public BrokerQueue open(BrokerAddress address, String queue) {
    return ArtemisQueue.open(address, factory(address), queue);
  }

  private static ActiveMQConnectionFactory factory(BrokerAddress address) {
    TransportConfiguration[] places =
        address.places().stream()
            .map(place -> transport(place, address.tls()))
            .toArray(TransportConfiguration[]::new);
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, places);
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
