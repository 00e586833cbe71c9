package dev.rollcall.runs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The clock of the machine, random tokens, and who works here. */
final class Machine implements Origin {

  private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final int LONGEST = 100;

  @Override
  public long nowMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public String token() {
    return HexFormat.of().toHexDigits(new SplittableRandom().nextInt());
  }

  @Override
  public String ranBy() {
    return name(System.getProperty("user.name", "")) + "@" + name(shortName(host()));
  }

  @Override
  public @Nullable String version() {
    return Machine.class.getPackage().getImplementationVersion();
  }

  /** Without asking the network where that can be avoided: it may take seconds. */
  private static String host() {
    try {
      return Files.isReadable(LINUX_NAME)
          ? Files.readString(LINUX_NAME)
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "";
    }
  }

  /** Without its domain: so it looks like no e-mail address. */
  private static String shortName(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }

  private static String name(String found) {
    String plain = found.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.isEmpty() || plain.equals("?")
        ? "unknown"
        : plain.substring(0, Math.min(plain.length(), LONGEST));
  }
}
