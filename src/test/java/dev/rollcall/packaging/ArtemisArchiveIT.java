package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.proof.ArtemisBroker;
import dev.rollcall.proof.PostgreSqlServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of a broker that is packed by itself: with the program, it has all that it needs. */
class ArtemisArchiveIT {

  private static final Path PROGRAM = Path.of(System.getProperty("rollcall.program", "none"));
  private static final Path PACKED =
      Path.of(
          System.getProperty("rollcall.packed", "none").replaceAll("\\.tar\\.gz$", "-artemis$0"));

  private static final String BROKER = "dev.rollcall.broker.Broker";

  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void talksToABrokerBesideTheLibrariesOfTheProgram() throws Exception {
    unpackOver(folder);
    List<URL> jars = new ArrayList<>(jars(PROGRAM.resolveSibling("../lib").normalize()));
    jars.addAll(jars(folder.resolve("extra")));
    Path store = folder.resolve("key");
    SSLContext usual = SSLContext.getDefault();
    try (URLClassLoader classes =
            new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        ArtemisBroker open = new ArtemisBroker(folder.resolve("open"), Map.of())) {
      exchange(classes, open.address());
      makeKey(store);
      SSLContext.setDefault(trusting(store));
      try (ArtemisBroker closed =
          ArtemisBroker.withKey(folder.resolve("closed"), store, PASSWORD)) {
        exchange(classes, "ssl://localhost:" + closed.port());
        // The key is that of another name.
        assertThatThrownBy(() -> exchange(classes, "ssl://127.0.0.1:" + closed.port()))
            .rootCause()
            .hasMessageContaining("can't be reached, or its certificate is not trusted");
      }
    } finally {
      SSLContext.setDefault(usual);
    }
  }

  @Test
  void isFoundByTheProgramThatItWasUnpackedOver() throws Exception {
    assumeTrue(Files.exists(PROGRAM), "skipped: the program is not packaged");
    run("cp", "-R", PROGRAM.resolve("../..").normalize().toString(), folder + "/home");
    Path home = folder.resolve("home");
    String database = PostgreSqlServer.get().empty().address();
    try (ArtemisBroker broker = new ArtemisBroker(folder.resolve("broker"), Map.of())) {
      assertThat(worker(home, database, broker.address()))
          .contains("no client of a broker is installed, in " + home.resolve("extra"));
      unpackOver(home);
      assertThat(worker(home, database, broker.address())).matches("worker: 0 parts, .*\\s");
      assertThat(worker(home, database, "tcp://127.0.0.1:" + ArtemisBroker.freePort()))
          .contains("[BROKER_UNREACHABLE]");
      makeOlder(home.resolve("extra/rollcall-artemis.jar"));
      assertThat(worker(home, database, broker.address()))
          .contains("of another version than the program");
    }
  }

  private static void unpackOver(Path home) throws Exception {
    assumeTrue(Files.exists(PROGRAM), "skipped: the program is not packaged");
    assertThat(PACKED).exists();
    run("tar", "-xzf", PACKED.toString(), "-C", home.toString());
  }

  /** What it says. */
  private static String worker(Path home, String database, String broker) throws Exception {
    Process process =
        start(
            home.resolve("bin/rollcall").toString(),
            "worker",
            "--db",
            database,
            "--broker",
            broker,
            "--for",
            "1s");
    String said = said(process);
    process.waitFor();
    return said;
  }

  private static void makeOlder(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Files.writeString(
          files.getPath("META-INF/MANIFEST.MF"),
          "Manifest-Version: 1.0\nImplementation-Version: 0.0.1\n");
    }
  }

  /** Sends a text, and takes it. */
  private static void exchange(ClassLoader classes, String broker) throws Exception {
    Class<?> type = classes.loadClass(BROKER + "Address");
    Object address =
        type.getMethod("parse", String.class, Map.class).invoke(null, broker, Map.of());
    Class<?> client = classes.loadClass("dev.rollcall.artemis.ArtemisClient");
    Object queue =
        client
            .getMethod("open", type, String.class)
            .invoke(client.getConstructor().newInstance(), address, "rollcall.test");
    Class<?> queues = classes.loadClass(BROKER + "Queue");
    queues.getMethod("send", String.class).invoke(queue, "a");
    Method size = queues.getMethod("size");
    assertThat(size.invoke(queue)).isEqualTo(1L);
    assertThat(queues.getMethod("take").invoke(queue)).isEqualTo("a");
    queues.getMethod("done").invoke(queue);
    assertThat(size.invoke(queue)).isEqualTo(0L);
    queues.getMethod("close").invoke(queue);
  }

  private static void makeKey(Path store) throws Exception {
    String java = System.getProperty("java.home");
    run(
        Path.of(java, "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
  }

  private static SSLContext trusting(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("broker", keys.getCertificate("broker"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static void run(String... command) throws Exception {
    Process process = start(command);
    String said = said(process);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<URL> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        jars.add(jar.toUri().toURL());
      }
      assertThat(jars).as("jars in %s", folder).isNotEmpty();
      return jars;
    }
  }
}
