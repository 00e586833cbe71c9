package dev.rollcall.proof;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Java for the program under test, which is started by hundreds of tests: with an archive of the
 * classes that a start needs, as users have it, a start takes a third of the time. The classes are
 * put into a jar, as an archive knows no folders.
 */
final class QuickStart {

  private static final long LONGEST_SECONDS = 120;
  private static final String CLIENT = "dev/rollcall/artemis";

  private static final List<String> COMMAND = command();

  private QuickStart() {}

  /** The command, without arguments; with no archive if none can be made, which is said once. */
  static List<String> program() {
    return COMMAND;
  }

  private static List<String> command() {
    List<String> plain = command(System.getProperty("java.class.path"));
    try {
      Path folder = Files.createTempDirectory("rollcall-quick-start");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      List<String> quick = command(withJar(folder));
      Path archive = folder.resolve("classes.jsa");
      List<String> rehearsal = new ArrayList<>(quick);
      rehearsal.add(1, "-XX:ArchiveClassesAtExit=" + archive);
      Files.writeString(folder.resolve("a.csv"), "username,level\nada,1\nada,+1\n");
      rehearsal.addAll(List.of("import", "a.csv", "--db", "a.db"));
      Process process =
          new ProcessBuilder(rehearsal)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      process.getOutputStream().close();
      if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && Files.exists(archive)) {
        quick.add(1, "-XX:SharedArchiveFile=" + archive);
        return List.copyOf(quick);
      }
      process.destroyForcibly();
      System.out.println("no archive of classes: " + Files.readString(folder.resolve("said")));
    } catch (IOException e) {
      System.out.println("no archive of classes: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return plain;
  }

  private static List<String> command(String classPath) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            "dev.rollcall.Main"));
  }

  /**
   * Of the tests' class path: the program's own classes as a jar, the client of a broker as
   * another, and all other jars.
   */
  private static String withJar(Path folder) throws IOException {
    List<String> places = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!Files.isDirectory(Path.of(place))) {
        places.add(place);
      } else if (Files.exists(Path.of(place, "dev", "rollcall", "Main.class"))) {
        Path jar = folder.resolve("rollcall.jar");
        pack(Path.of(place), "", jar);
        places.add(jar.toString());
      } else if (Files.exists(Path.of(place, CLIENT))) {
        Path jar = folder.resolve("client.jar");
        pack(Path.of(place), CLIENT + "|META-INF", jar);
        places.add(jar.toString());
      }
    }
    return String.join(File.pathSeparator, places);
  }

  /**
   * @param only the folders to be packed, as a pattern
   */
  private static void pack(Path classes, String only, Path jar) throws IOException {
    Pattern wanted = Pattern.compile(only);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      entries.setLevel(0);
      for (Path each : all.sorted().toList()) {
        String name = classes.relativize(each).toString().replace(File.separatorChar, '/');
        if (!name.isEmpty() && wanted.matcher(name).lookingAt()) {
          boolean isFolder = Files.isDirectory(each);
          entries.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
          if (!isFolder) {
            Files.copy(each, entries);
          }
          entries.closeEntry();
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      System.out.println(folder + " is left: " + e);
    }
  }
}
