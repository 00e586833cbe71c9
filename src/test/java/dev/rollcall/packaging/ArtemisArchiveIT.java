package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.proof.ArtemisBroker;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of a broker that is packed by itself: with the program, it has all that it needs. */
class ArtemisArchiveIT {

  private static final Path PROGRAM = Path.of(System.getProperty("rollcall.program", "none"));
  private static final Path PACKED =
      Path.of(
          System.getProperty("rollcall.packed", "none").replaceAll("\\.tar\\.gz$", "-artemis$0"));

  private static final String BROKER = "dev.rollcall.broker.Broker";

  @TempDir Path folder;

  @Test
  void talksToABrokerBesideTheLibrariesOfTheProgram() throws Exception {
    assumeTrue(Files.exists(PACKED), "skipped: the program is not packaged");
    Process unpacked =
        new ProcessBuilder("tar", "-xzf", PACKED.toString(), "-C", folder.toString()).start();
    assertThat(unpacked.waitFor()).isZero();
    List<URL> jars = new ArrayList<>(jars(PROGRAM.resolveSibling("../lib").normalize()));
    jars.addAll(jars(folder.resolve("extra")));
    try (URLClassLoader classes =
            new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        ArtemisBroker broker = new ArtemisBroker(folder.resolve("broker"), Map.of())) {
      Class<?> type = classes.loadClass(BROKER + "Address");
      Object address =
          type.getMethod("parse", String.class, Map.class).invoke(null, broker.address(), Map.of());
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
