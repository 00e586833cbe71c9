package dev.rollcall;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.FileHandler;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Only the package {@code files} makes, replaces and deletes files, since one place knows whose a
 * file must be, of which kind, and through what it may be reached. To read what was named changes
 * nothing, so that anybody may.
 */
class FileAccessTest {

  /**
   * What anybody may ask of {@link Files}; whatever else it can do, also one day, may change files.
   */
  private static final Set<String> ONLY_READING =
      Set.of(
          "exists",
          "isDirectory",
          "isReadable",
          "isRegularFile",
          "isSymbolicLink",
          "isWritable",
          "getLastModifiedTime",
          "list",
          "mismatch",
          "newDirectoryStream",
          "newInputStream",
          "readString",
          "size",
          "walk");

  /** Nothing of these may even be mentioned. */
  private static final List<Class<?>> WRITING =
      List.of(
          FileWriter.class,
          RandomAccessFile.class,
          FileHandler.class,
          FileSystemProvider.class,
          SecureDirectoryStream.class);

  private static final ArchRule RULE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rollcall.files..")
          .should()
          .accessTargetWhere(describe("can change files", FileAccessTest::canChangeFiles))
          .because("what is made, replaced or deleted elsewhere may be somebody else's");

  private static boolean canChangeFiles(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    boolean made = name.equals("<init>");
    if (owner.isEquivalentTo(Files.class)) {
      return !ONLY_READING.contains(name);
    }
    if (owner.isAssignableTo(File.class)) {
      return name.matches("(create|delete|mkdir|set).*|renameTo");
    }
    if (owner.isAssignableTo(FileChannel.class)
        || owner.isAssignableTo(AsynchronousFileChannel.class)) {
      return name.equals("open");
    }
    if (owner.isEquivalentTo(FileSystems.class)) {
      return name.equals("newFileSystem");
    }
    if (owner.isEquivalentTo(ProcessBuilder.class)) {
      return name.startsWith("redirect");
    }
    if (owner.getPackageName().equals("java.nio.file.attribute") && name.startsWith("set")) {
      return true;
    }
    if (owner.isEquivalentTo(ZipFile.class)) {
      return made && takes(access, int.class);
    }
    boolean stream =
        List.of(FileOutputStream.class, PrintStream.class, PrintWriter.class, Formatter.class)
            .stream()
            .anyMatch(owner::isEquivalentTo);
    // A name as a text, too: but what a writer prints is one as well, so only where it is made.
    return stream
        ? made && (takes(access, File.class) || firstIsText(access))
        : WRITING.stream().anyMatch(owner::isAssignableTo);
  }

  private static boolean takes(JavaAccess<?> access, Class<?> type) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream().anyMatch(each -> each.isEquivalentTo(type));
  }

  private static boolean firstIsText(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && !target.getRawParameterTypes().isEmpty()
        && target.getRawParameterTypes().get(0).isEquivalentTo(String.class);
  }

  @Test
  void onlyOnePackageMakesReplacesAndDeletesFiles() {
    RULE.check(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.rollcall"));
  }

  /** Each of its methods must be found, and none that only reads. */
  @Test
  void theRuleSeesEveryWay() {
    String found =
        String.join(
            "\n",
            RULE.evaluate(new ClassFileImporter().importClasses(Careless.class))
                .getFailureReport()
                .getDetails());
    Map<Boolean, Set<String>> methods =
        Arrays.stream(Careless.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .map(method -> method.getName())
            .collect(
                Collectors.partitioningBy(
                    name -> found.contains("Careless." + name + "("),
                    Collectors.toCollection(TreeSet::new)));
    assertThat(methods.get(false)).as("not found").containsExactly("reads");
    assertThat(methods.get(true)).hasSizeGreaterThan(20);
  }

  /** Writes in every way that Java has; never called. */
  @SuppressWarnings({"unused", "resource", "DefaultCharset"})
  private static final class Careless {
    private static final Path PATH = Path.of("x");

    private static void reads() throws IOException {
      Files.newInputStream(PATH).close();
      Consumer<Path> asked = Files::isRegularFile;
      new ZipFile("x").close();
      new PrintStream(FileOutputStream.nullOutputStream()).println("x");
    }

    static void writesText() throws IOException {
      Files.writeString(PATH, "x");
    }

    static void deletes() throws IOException {
      Files.delete(PATH);
    }

    static void deletesByReference(List<Path> paths) {
      DeletesFiles way = Files::deleteIfExists;
    }

    interface DeletesFiles {
      void on(Path path) throws IOException;
    }

    static void movesAndCopies() throws IOException {
      Files.move(PATH, PATH);
    }

    static void copies() throws IOException {
      Files.copy(PATH, PATH);
    }

    static void links() throws IOException {
      Files.createSymbolicLink(PATH, PATH);
    }

    static void makesFolders() throws IOException {
      Files.createDirectories(PATH);
    }

    static void opensStream() throws IOException {
      Files.newOutputStream(PATH);
    }

    static void opensByteChannel() throws IOException {
      Files.newByteChannel(PATH, StandardOpenOption.WRITE);
    }

    static void opensChannel() throws IOException {
      FileChannel.open(PATH, StandardOpenOption.WRITE);
    }

    static void opensAsynchronously() throws IOException {
      AsynchronousFileChannel.open(PATH, StandardOpenOption.WRITE);
    }

    static void opensAtRandom() throws IOException {
      new RandomAccessFile("x", "rw");
    }

    static void opensOldStream() throws IOException {
      new FileOutputStream("x");
    }

    static void opensOldStreamByReference() {
      OpensFile way = FileOutputStream::new;
    }

    interface OpensFile {
      Object open(File file) throws IOException;
    }

    static void opensWriter() throws IOException {
      new FileWriter("x");
    }

    static void prints() throws IOException {
      new PrintWriter("x");
    }

    static void printsBytes() throws IOException {
      new PrintStream(new File("x"), StandardCharsets.UTF_8);
    }

    static void formats() throws IOException {
      new Formatter("x");
    }

    static void logs() throws IOException {
      new FileHandler("x");
    }

    static void oldDeletes() {
      new File("x").delete();
    }

    static void oldRenames() {
      new File("x").renameTo(new File("y"));
    }

    static void oldDeletesByReference(List<File> files) {
      files.forEach(File::deleteOnExit);
    }

    static void setsModes(PosixFileAttributeView view) throws IOException {
      view.setPermissions(Set.of());
    }

    static void setsTimes(BasicFileAttributeView view) throws IOException {
      view.setTimes(null, null, null);
    }

    static void asksTheProvider() throws IOException {
      PATH.getFileSystem().provider().delete(PATH);
    }

    static void deletesInFolder(SecureDirectoryStream<Path> folder) throws IOException {
      folder.deleteFile(PATH);
    }

    static void makesZip() throws IOException {
      FileSystems.newFileSystem(PATH, Map.of("create", "true"));
    }

    static void deletesZip() throws IOException {
      new ZipFile(new File("x"), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE).close();
    }

    static void leavesItToAProcess() {
      new ProcessBuilder("x").redirectOutput(new File("x"));
    }
  }
}
