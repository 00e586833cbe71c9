import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The part of mvnw that a shell does differently on every machine: check a distribution of Maven
 * against its SHA-512, unpack it, and put it in its place whole. It downloads too, for machines that
 * have neither curl nor wget. A JDK runs this file as it is; it is no part of the program.
 */
public final class FetchMaven {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  /** Far above what Maven weighs; it keeps a wrong address from filling the disk. */
  private static final long LARGEST_BYTES = 200_000_000;

  private FetchMaven() {}

  public static void main(String[] args) {
    try {
      if (args.length == 3 && args[0].equals("download")) {
        download(URI.create(args[1]), Path.of(args[2]));
      } else if (args.length == 4 && args[0].equals("install")) {
        install(Path.of(args[1]), args[2], Path.of(args[3]));
      } else {
        throw new IOException("usage: download URL ZIP | install ZIP SHA512 FOLDER");
      }
    } catch (Exception e) {
      System.err.println("mvnw: " + (e.getMessage() == null ? e : e.getMessage()));
      System.exit(1);
    }
  }

  private static void download(URI from, Path zip) throws IOException {
    URLConnection connection = from.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(READ_TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      Files.copy(new Limited(in, LARGEST_BYTES), zip, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("no answer from " + from + " (" + e + ")", e);
    }
  }

  /** Unpacks beside the zip, so that a move puts the folder in place: nobody ever sees half of it. */
  private static void install(Path zip, String sha512, Path folder) throws Exception {
    String found = HexFormat.of().formatHex(digest(zip));
    if (!found.equals(sha512)) {
      throw new IOException(
          "what came as Maven has the SHA-512 "
              + found
              + ", but .mvn/maven.properties expects "
              + sha512
              + "; nothing was unpacked");
    }
    Path unpacked = zip.resolveSibling("unpacked");
    unpack(zip, unpacked);
    try {
      Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // Another mvnw was first, with the same bytes.
    } catch (FileSystemException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static byte[] digest(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    }
    return digest.digest();
  }

  /** Leaves out the one folder at the top, {@code apache-maven-VERSION}. */
  private static void unpack(Path zip, Path folder) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("an entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
  }

  /** Fails past a number of bytes. */
  private static final class Limited extends java.io.FilterInputStream {
    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      left = limit;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      left -= Math.max(read, 0);
      if (left < 0) {
        throw new IOException("too large");
      }
      return read;
    }

    @Override
    public int read() throws IOException {
      throw new UnsupportedOperationException();
    }
  }
}
