package dev.rollcall.packaging;

import static dev.rollcall.packaging.Shell.jdk;
import static dev.rollcall.packaging.Shell.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.packaging.Shell.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wrapper on machines that lack one thing or another, with a made-up Maven that says what it
 * got.
 */
class MvnwTest {
  private static final String VERSION = "3.9.99";

  private static final String FIRST_BUILD =
      "mvnw: the first build downloads some 200 MB of libraries and takes a few minutes";

  @TempDir private Path root;
  private Shell shell;
  private Path project;
  private Path mvnw;
  private Path zip;

  @BeforeEach
  void checkOut() throws Exception {
    shell =
        new Shell(
            root, "sh", "readlink", "sed", "tr", "head", "dirname", "mkdir", "mktemp", "rm", "cat");
    // Neither gets anywhere.
    script(root.resolve("bin/curl"), "echo 'curl: (6) Could not resolve host' >&2", "exit 6");
    script(root.resolve("bin/wget"), "exit 4");
    zip = maven(root.resolve("maven.zip"));
    project = Shell.awkward(root);
    Files.createDirectories(project.resolve(".mvn"));
    Files.copy(Path.of(".mvn/FetchMaven.java"), project.resolve(".mvn/FetchMaven.java"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    pin(sha512(zip));
    mvnw = script(project.resolve("mvnw"), shell.confined(Files.readString(Path.of("mvnw"))));
    shell.in(project).with("JAVA_HOME", System.getProperty("java.home"));
  }

  @Test
  void saysAfterABuildWhatIsThereNowAndHowToRunIt() throws Exception {
    Path program = project.resolve("target/rollcall/bin/rollcall");
    Files.createDirectories(program.getParent());
    script(program, "exit 0");
    Files.createFile(project.resolve("target/rollcall-1.0.tar.gz"));
    assertThat(fromFile().run(mvnw, "-q", "package", "-DskipTests").errLines())
        .containsExactly(
            FIRST_BUILD,
            "mvnw: made target/rollcall/, which runs from anywhere, and target/rollcall-1.0.tar.gz",
            "mvnw: try it: target/rollcall/bin/rollcall run import-users");
    assertThat(shell.run(mvnw, "test").err()).isEmpty();
  }

  @Test
  void endsAsMavenEnds() throws Exception {
    fromFile().run(mvnw, "test");
    try (Stream<Path> kept = Files.walk(kept())) {
      Path maven = kept.filter(file -> file.endsWith("bin/mvn")).findFirst().orElseThrow();
      Files.writeString(maven, "exit 7\n");
    }
    Result failed = shell.run(mvnw, "package");
    assertThat(failed.code()).isEqualTo(7);
    assertThat(failed.err()).isEmpty();
  }

  /** A distribution with one file, bin/mvn, which no zip can make executable. */
  private static Path maven(Path zip) throws IOException {
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("apache-maven-" + VERSION + "/lib/"));
      out.putNextEntry(new ZipEntry("apache-maven-" + VERSION + "/bin/mvn"));
      String text = "echo \"$JAVA_HOME\"\nprintf '[%s]\\n' \"$@\"\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return zip;
  }

  private static String sha512(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  private void pin(String sha512) throws IOException {
    Files.writeString(
        project.resolve(".mvn/maven.properties"),
        "# why\r\nversion=" + VERSION + "\r\nsha512=" + sha512 + "\r\n");
  }

  private Shell fromFile() {
    return shell.with("ROLLCALL_MAVEN_URL", zip.toUri().toString());
  }

  private Path kept() {
    return root.resolve("home/.m2/rollcall-maven");
  }

  @Test
  void fetchesMavenOnceAndHandsArgumentsOn() throws Exception {
    Result first = fromFile().run(mvnw, "-q", "-Da=b c", "verify");
    assertThat(first.outLines())
        .containsExactly(System.getProperty("java.home"), "[-q]", "[-Da=b c]", "[verify]");
    assertThat(first.errLines()).containsExactly(FIRST_BUILD);
    Files.delete(zip);
    assertThat(shell.without("ROLLCALL_MAVEN_URL").run(mvnw, "verify").code()).isZero();
    assertThat(kept().toFile().list()).as("what is kept").hasSize(1);
  }

  @Test
  void buildsTheProjectFromAnotherFolderAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(root.resolve("link"), mvnw);
    shell.in(root);
    assertThat(fromFile().run(link, "verify").outLines())
        .endsWith("[-f]", "[" + project.toRealPath() + "/pom.xml]", "[verify]");
    assertThat(shell.run(link, "-f", "x.xml").outLines()).endsWith("[-f]", "[x.xml]");
  }

  @Test
  void unpacksNothingThatHasAnotherSum() throws Exception {
    pin("0".repeat(128));
    Result result = fromFile().run(mvnw, "verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines()).singleElement().asString().contains("nothing was unpacked");
    assertThat(kept().toFile().list()).as("what is kept").isEmpty();
  }

  @Test
  void saysInOneLineWhenApacheIsOutOfReachAndNoMavenIsThere() throws Exception {
    Result result = shell.run(mvnw, "verify");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .startsWith("mvnw: needs Maven " + VERSION + " once, but ")
        .contains("Could not resolve host", "ROLLCALL_MAVEN_URL");
    assertThat(kept().toFile().list()).as("what is kept").isEmpty();
  }

  @Test
  void letsTheMavenOnThePathFetchIt() throws Exception {
    mavenOnPath("3.8.7");
    Result result = shell.run(mvnw, "verify");
    assertThat(result.outLines()).endsWith("[verify]");
    assertThat(result.errLines())
        .containsExactly(
            "mvnw: apache.org is out of reach; Maven "
                + VERSION
                + " comes through the Maven 3.8.7 on the PATH",
            FIRST_BUILD);
    assertThat(shell.run(mvnw, "verify").err()).isEmpty();
  }

  @Test
  void asksNoMavenThatIsTooOld() throws Exception {
    mavenOnPath("3.6.3");
    assertThat(shell.run(mvnw, "verify").errLines())
        .singleElement()
        .asString()
        .contains("no Maven 3.8 or newer is on the PATH");
  }

  @Test
  void doesNotAskItself() throws Exception {
    Files.createSymbolicLink(root.resolve("bin/mvn"), mvnw);
    assertThat(shell.run(mvnw, "verify").errLines())
        .singleElement()
        .asString()
        .contains("no Maven 3.8 or newer is on the PATH");
  }

  @Test
  void findsAJdkInAUsualPlace() throws Exception {
    Path home = root.resolve("usr/lib/jvm/jdk");
    jdk(home, "21", "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
    shell.without("JAVA_HOME");
    assertThat(fromFile().run(mvnw, "verify").outLines()).startsWith(home.toString());
  }

  @Test
  void saysInOneLineWhichJdkIsMissing() throws Exception {
    shell.without("JAVA_HOME");
    assertThat(shell.run(mvnw, "verify").errLines())
        .containsExactly("mvnw: needs a JDK, 17 or newer: install one, or set JAVA_HOME");
    Path old = jdk(root.resolve("old"), "11.0.2", "exit 1");
    shell.with("JAVA_HOME", old.toString());
    assertThat(shell.run(mvnw, "verify").errLines())
        .containsExactly("mvnw: JAVA_HOME is a JDK 11, and this needs 17 or newer: " + old);
    Files.delete(old.resolve("bin/javac"));
    assertThat(shell.run(mvnw, "verify").errLines())
        .containsExactly("mvnw: JAVA_HOME is no JDK (no bin/java and bin/javac in it): " + old);
  }

  @Test
  void keepsMavenInTheProjectOfSomeoneWithoutAHome() throws Exception {
    shell.without("HOME");
    assertThat(fromFile().run(mvnw, "verify").code()).isZero();
    assertThat(project.resolve(".mvn/kept").toFile().list()).as("what is kept").hasSize(1);
  }

  @Test
  void keepsMavenWhereItIsTold() throws Exception {
    shell.with("MAVEN_USER_HOME", root.resolve("elsewhere").toString());
    assertThat(fromFile().run(mvnw, "verify").code()).isZero();
    assertThat(root.resolve("elsewhere/rollcall-maven").toFile().list()).hasSize(1);
  }

  /** Says its version, and copies the zip into the folder it is given. */
  private void mavenOnPath(String version) throws IOException {
    script(
        root.resolve("bin/mvn"),
        "[ \"$1\" = -v ] && { echo 'Apache Maven " + version + " (x)'; exit; }",
        "for each; do",
        "  case $each in -DoutputDirectory=*) folder=${each#*=};; esac",
        "done",
        "cat '" + zip + "' >\"$folder/apache-maven-" + VERSION + "-bin.zip\"");
  }
}
