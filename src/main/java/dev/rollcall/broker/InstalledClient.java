package dev.rollcall.broker;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client of a broker: among the program's own classes, or in the jars of the folder
 * {@code extra} beside {@code lib}. The start-up archive knows nothing of these, so they are no
 * part of the class path, and cost nobody anything who does not need them.
 */
final class InstalledClient {

  private static final String FOLDER = "extra";

  private static @Nullable BrokerClient found;

  private InstalledClient() {}

  /**
   * The same to the end of the process, with the classes that it has loaded.
   *
   * @throws Failure {@code BROKER_UNUSABLE} if there is none, or of another version
   */
  static synchronized BrokerClient find() {
    BrokerClient client = found;
    if (client == null) {
      client = load();
      found = client;
    }
    return client;
  }

  private static BrokerClient load() {
    @Nullable Path folder = folder();
    BrokerClient client;
    try {
      ClassLoader own = InstalledClient.class.getClassLoader();
      List<URL> jars = folder == null ? List.of() : jars(folder);
      // Never closed.
      ClassLoader all = jars.isEmpty() ? own : new URLClassLoader(jars.toArray(URL[]::new), own);
      client =
          ServiceLoader.load(BrokerClient.class, all)
              .findFirst()
              .orElseThrow(() -> wrong(folder, "no client of a broker is installed"));
    } catch (IOException | ServiceConfigurationError | LinkageError e) {
      throw wrong(folder, "the client of the broker can't be loaded");
    }
    String ours = InstalledClient.class.getPackage().getImplementationVersion();
    if (!Objects.equals(ours, client.getClass().getPackage().getImplementationVersion())) {
      throw wrong(folder, "the client of the broker is of another version than the program");
    }
    return client;
  }

  private static Failure wrong(@Nullable Path folder, String what) {
    return Failure.of(
        ProblemCode.BROKER_UNUSABLE,
        folder == null ? what : what + ", in " + folder,
        "delete "
            + FOLDER
            + " if there is one, and unpack the artemis archive of this version over the"
            + " installation");
  }

  /** Of the installation; null if the program is not installed. */
  private static @Nullable Path folder() {
    CodeSource source = InstalledClient.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = Path.of(source.getLocation().toURI());
      // Of a checkout it is a folder.
      return Files.isRegularFile(jar) ? jar.resolveSibling("../" + FOLDER).normalize() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static List<URL> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        jars.add(url(jar));
      }
      return jars;
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
