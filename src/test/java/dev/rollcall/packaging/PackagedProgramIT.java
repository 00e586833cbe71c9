package dev.rollcall.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.packaging.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvnw package} makes, copied elsewhere and started as its users start it. */
class PackagedProgramIT {
  private static final Path PACKAGED =
      Path.of(System.getProperty("rollcall.program", "none")).resolve("../..").normalize();

  @TempDir private Path root;
  private Shell shell;
  private Path program;

  @BeforeEach
  void copy() throws IOException {
    assumeTrue(Files.exists(PACKAGED.resolve("lib")), "skipped: the program is not packaged");
    shell = Shell.withToolsForArchives(root);
    program = copyTo(Shell.awkward(root).resolve("rollcall"));
    Files.writeString(shell.folder().resolve("üsers.csv"), "username,level\nana,3\nbob,4\n");
  }

  private static Path copyTo(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(PACKAGED)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, home.resolve(PACKAGED.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return home.resolve("bin/rollcall");
  }

  @Test
  void importsInTheLocaleOfCronAndSaysNothingButTheSummary() throws Exception {
    shell.without("LANG");
    Result result = shell.run(program, "import", "üsers.csv");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Z run 1, job import: üsers.csv -> users.db\n");
    assertThat(result.err()).isEmpty();
    assertThat(shell.folder().resolve("users.db")).isNotEmptyFile();
  }

  @Test
  void bringsAnArchiveThatHoldsAfterACopy() throws Exception {
    shell.with("ROLLCALL_JAVA_OPTS", "-XshowSettings:properties -version");
    String java = shell.run(program).err();
    // Older ones remember where the jars were, and make another archive.
    assumeTrue(
        java.matches("(?s).* java.specification.version = (2[5-9]|[3-9]\\d).*"),
        "skipped: the best Java here is older than 25");
    shell.with("ROLLCALL_JAVA_OPTS", "-Xlog:class+load:file=" + root.resolve("loaded"));
    assertThat(shell.run(program, "import", "üsers.csv").code()).isZero();
    assertThat(sourceOf("dev.rollcall.Main")).isEqualTo("shared objects file");
    assertThat(sourceOf("org.hibernate.internal.SessionFactoryImpl"))
        .isEqualTo("shared objects file");
  }

  @Test
  void makesAnArchiveForTheJavaThatRunsThis() throws Exception {
    shell.with("JAVA_HOME", System.getProperty("java.home"));
    // A blank in the path, and Java 17 takes the program's own classes from their jars all the
    // same.
    program = copyTo(root.resolve("plain"));
    Result made = shell.run(program, "--make-archive", "file");
    assertThat(made.code()).as(made.err()).isZero();
    shell.with("ROLLCALL_JAVA_OPTS", "-Xlog:class+load:file=" + root.resolve("loaded"));
    assertThat(shell.run(program, "import", "üsers.csv").err()).isEmpty();
    assertThat(sourceOf("dev.rollcall.Main")).startsWith("shared objects file");
  }

  @Test
  void saysTheSameVersionWithJavaAsWithout() throws Exception {
    String version = shell.run(program, "--version").out();
    assertThat(version).matches("rollcall \\d[^@]*\n");
    // The launcher answers for itself only when nothing else is asked.
    assertThat(shell.run(program, "--quiet", "--version").out()).isEqualTo(version);
  }

  @Test
  void leavesOnlyTheProgramOnStandardOutputWhateverJavaThinksOfTheArchive() throws Exception {
    for (String option :
        List.of("-XX:+UseG1GC", "-Xshare:off", "--add-opens=java.base/java.lang=ALL-UNNAMED")) {
      shell.with("ROLLCALL_JAVA_OPTS", option);
      Result result = shell.run(program, "runs", "list", "--db", "none.db");
      assertThat(result.out()).as(option).isEmpty();
      assertThat(result.errLines()).as(option).hasSize(1);
    }
  }

  @Test
  void packsTheSameWithNothingOfThisMachineInIt() throws Exception {
    Path packed = Path.of(System.getProperty("rollcall.packed"));
    List<TarGz.Entry> entries = TarGz.read(packed);
    String top = packed.getFileName().toString().replace(".tar.gz", "/");
    List<String> files;
    try (Stream<Path> walk = Files.walk(PACKAGED)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(file -> PACKAGED.relativize(file).toString())
              .filter(name -> !name.startsWith("archive/"))
              .map(top::concat)
              .toList();
    }
    assertThat(entries.stream().filter(TarGz.Entry::isFile).map(TarGz.Entry::name))
        .containsExactlyInAnyOrderElementsOf(files);
    assertThat(entries).allMatch(entry -> entry.owner() == 0 && entry.group() == 0);
    assertThat(entries.stream().map(TarGz.Entry::seconds).distinct()).hasSize(1);
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals(top + "bin/rollcall"))
        .allMatch(entry -> (entry.mode() & 0777) == 0755);
  }

  @Test
  void carriesItsDocumentsWhoseLinksLeadSomewhere() throws Exception {
    // Whatever the locale of the machine that built it.
    for (String name : new String[] {"README.md", "data/users.csv"}) {
      assertThat(PACKAGED.resolve(name))
          .hasContent(Files.readString(Path.of(name)).replace("src/docs/", "docs/"));
    }
    assertThat(PACKAGED.resolve("NOTICE")).content().contains("Apache License");
    assertThat(PACKAGED.resolve("jobs/import-users.yaml")).isNotEmptyFile();
    List<Path> pages;
    try (Stream<Path> files = Files.list(PACKAGED.resolve("docs"))) {
      pages = new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
    }
    pages.add(PACKAGED.resolve("README.md"));
    int links = 0;
    for (Path page : pages) {
      Matcher link = Pattern.compile("]\\(([^)#:]+)[)#]").matcher(Files.readString(page));
      while (link.find()) {
        links++;
        assertThat(page.resolveSibling(link.group(1))).as("a link of %s", page).exists();
      }
    }
    assertThat(links).isGreaterThan(10);
  }

  @Test
  void printsTheSchemaOfJobFiles() throws Exception {
    Result result = shell.run(program, "check", "--schema");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(Files.readString(Path.of("src/docs/rollcall-job.schema.json")));
  }

  /** With the checksum of the very jar that lies there. */
  @Test
  void namesEveryLibraryInItsBillOfMaterials() throws Exception {
    String bill = Files.readString(PACKAGED.resolve("lib/rollcall.cdx.json"));
    assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
    int jars = 0;
    try (Stream<Path> files = Files.list(PACKAGED.resolve("lib"))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        if (jar.endsWith("rollcall.jar")) {
          continue;
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        assertThat(bill).as("%s", jar).contains(HexFormat.of().formatHex(digest));
        jars++;
      }
    }
    assertThat(jars).isGreaterThan(30);
    assertThat(bill.split("\"type\" : \"library\"", -1)).hasSizeGreaterThan(jars);
    assertThat(bill).doesNotContain("assertj", "junit", System.getProperty("user.dir"));
  }

  private String sourceOf(String type) throws IOException {
    for (String line : Files.readAllLines(root.resolve("loaded"), StandardCharsets.UTF_8)) {
      if (line.contains(" " + type + " source: ")) {
        return line.substring(line.indexOf("source: ") + "source: ".length());
      }
    }
    return "never loaded";
  }
}
