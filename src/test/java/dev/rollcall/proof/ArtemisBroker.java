package dev.rollcall.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A broker in this process, which keeps what it has when it is started again. */
public final class ArtemisBroker implements AutoCloseable {

  /** Who is let in, also without a name, and may use no queue. */
  public static final String STRANGER = "stranger";

  private static final String MEMBER = "member";

  private static final int SCAN_MILLIS = 50;

  private Path folder;
  private final int port;
  private final Map<String, String> users;
  private final String transport;
  private final int mostOfDisk;
  private EmbeddedActiveMQ broker;

  /**
   * @param users whom it lets in, by their names; nobody in particular if there is none
   */
  public ArtemisBroker(Path folder, Map<String, String> users) {
    this(folder, users, "", -1);
  }

  /**
   * @param mostOfDisk in percent, of the disk's space; -1 for all
   */
  private ArtemisBroker(Path folder, Map<String, String> users, String transport, int mostOfDisk) {
    this.mostOfDisk = mostOfDisk;
    this.folder = folder;
    this.port = freePort();
    this.users = users;
    this.transport = "?useEpoll=false&useKQueue=false" + transport;
    start();
  }

  /** One that speaks TLS only, with the key in a store. */
  public static ArtemisBroker withKey(Path folder, Path store, String password) {
    return new ArtemisBroker(
        folder,
        Map.of(),
        "&sslEnabled=true&keyStoreType=PKCS12&keyStorePath="
            + store
            + "&keyStorePassword="
            + password,
        -1);
  }

  /** One that has used all of the disk that it may: whoever sends to it waits. */
  public static ArtemisBroker full(Path folder) {
    return new ArtemisBroker(folder, Map.of(), "", 0);
  }

  public int port() {
    return port;
  }

  /** A port at which nobody listens. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public String address() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Starts it, or starts it again. */
  public void start() {
    try {
      Configuration configuration =
          new ConfigurationImpl()
              .setJournalType(JournalType.NIO)
              .setJournalFileSize(1 << 20)
              .setJournalDirectory(folder.resolve("journal").toString())
              .setBindingsDirectory(folder.resolve("bindings").toString())
              .setLargeMessagesDirectory(folder.resolve("large").toString())
              .setPagingDirectory(folder.resolve("paging").toString())
              .setMaxDiskUsage(mostOfDisk)
              .setDiskScanPeriod(SCAN_MILLIS)
              .setSecurityEnabled(!users.isEmpty())
              .addAddressSetting("#", new AddressSettings())
              .addAcceptorConfiguration("tcp", address() + transport);
      broker = new EmbeddedActiveMQ().setConfiguration(configuration);
      if (!users.isEmpty()) {
        configuration.putSecurityRoles(
            "#",
            Set.of(
                new Role(
                    MEMBER, true, true, true, true, true, true, true, true, true, true, true,
                    true)));
        SecurityConfiguration known = new SecurityConfiguration();
        users.forEach(known::addUser);
        if (users.containsKey(STRANGER)) {
          known.setDefaultUser(STRANGER);
        }
        users.keySet().stream()
            .filter(user -> !user.equals(STRANGER))
            .forEach(user -> known.addRole(user, MEMBER));
        broker.setSecurityManager(
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), known));
      }
      broker.start();
    } catch (Exception e) {
      throw new AssertionError("the broker does not start", e);
    }
  }

  /** How many messages its queues have, those that somebody has among them. */
  public long messages() {
    return broker.getActiveMQServer().getTotalMessageCount();
  }

  /** Starts it again, without any message. */
  public void lose() {
    stop();
    folder = folder.resolve("anew");
    start();
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops it; it may be started again. */
  public void stop() {
    try {
      broker.stop();
    } catch (Exception e) {
      throw new AssertionError("the broker does not stop", e);
    }
  }
}
