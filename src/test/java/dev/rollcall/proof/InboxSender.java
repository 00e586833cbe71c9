package dev.rollcall.proof;

import dev.rollcall.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers files to an inbox: whole or bit by bit, and replaces some, takes some away and spoils
 * some. It knows what must become of each content it has made.
 */
final class InboxSender {

  /** What must become of a content. */
  enum Fate {
    /** It is imported, once. */
    IMPORTED,
    /** It is imported once or not at all: it was replaced, before it was taken or after that. */
    PERHAPS,
    /** It is not imported. */
    NEVER
  }

  /** One content of one file. */
  static final class Content {
    final String name;
    final String text;
    final String user;
    final boolean relative;

    /** Since when it is there, whole; or what it is put in place of. */
    long whole;

    Fate fate = Fate.IMPORTED;
    String sha256 = "";
    boolean hasChecksum;

    Content(String name, String text, String user, boolean relative) {
      this.name = name;
      this.text = text;
      this.user = user;
      this.relative = relative;
    }
  }

  private static final int MOST_MILLIS = 60;

  private final Path inbox;
  private final Path side;
  private final String ready;
  private final Random random;
  private final List<Content> contents = new ArrayList<>();
  private int names;
  private long steps;

  /**
   * @param side a folder of its own on the same file system
   * @param ready as the job has it
   */
  InboxSender(Path inbox, Path side, String ready, Random random) {
    this.inbox = inbox;
    this.side = side;
    this.ready = ready;
    this.random = random;
  }

  List<Content> contents() {
    return contents;
  }

  /** Does something, and says what. */
  String step() throws IOException {
    int kind = random.nextInt(10);
    Content last = contents.isEmpty() ? null : contents.get(contents.size() - 1);
    boolean plain = last != null && last.fate == Fate.IMPORTED && !last.hasChecksum;
    if (kind == 0 && plain) {
      return replace(last);
    }
    if (kind == 1 && plain) {
      return takeAway(last);
    }
    if (kind == 2) {
      return spoil();
    }
    deliver(next(), false);
    return "delivered";
  }

  private Content next() {
    return content(String.format(Locale.ROOT, "users-%05d.csv", ++names));
  }

  private Content content(String name) {
    String user = "user" + contents.size();
    boolean relative = random.nextBoolean();
    StringBuilder text = new StringBuilder("username,level\n");
    text.append(user).append(',').append(1 + random.nextInt(50)).append('\n');
    text.append("last,").append(contents.size() + 1).append('\n');
    if (relative) {
      text.append("sum,+1\n");
    }
    if (random.nextInt(4) == 0) {
      text.append("nobody,high\n");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(user).append('x').append(i).append(",1\n");
    }
    return new Content(name, text.toString(), user, relative);
  }

  private void add(Content content) {
    content.sha256 = sha256(content.text);
    content.whole = ++steps;
    contents.add(content);
  }

  /** As a sender does who keeps to what the job says. */
  private void deliver(Content content, boolean again) throws IOException {
    Path file = inbox.resolve(content.name);
    if (!again && random.nextInt(4) == 0) {
      content.hasChecksum = true;
      put(inbox.resolve(content.name + ".sha256"), sha256(content.text) + "\n");
    }
    if (ready.equals("rename")) {
      put(file, content.text);
    } else {
      if (again) {
        put(file, content.text);
      } else {
        writeBitByBit(file, content.text);
      }
      if (ready.startsWith("marker")) {
        put(marker(content), promise(content));
      }
    }
    add(content);
  }

  private Path marker(Content content) {
    return inbox.resolve(content.name + ".done");
  }

  private String promise(Content content) {
    String sha256 = sha256(content.text);
    long rows = content.text.lines().count() - 1;
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> sha256 + "  " + content.name + "\n";
      case 2 -> rows + "\n";
      default -> rows + "\n" + sha256 + "\n";
    };
  }

  /** What has the name already is replaced. */
  private void put(Path file, String text) throws IOException {
    Path part = side.resolve("part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeBitByBit(Path file, String text) throws IOException {
    Files.writeString(file, "", StandardOpenOption.CREATE_NEW);
    for (int from = 0; from < text.length(); ) {
      int until = Math.min(text.length(), from + 1 + random.nextInt(text.length()));
      Waiting.pause(random.nextInt(MOST_MILLIS));
      // By its name would be another file, if somebody has taken this one too early.
      Files.writeString(file, text.substring(from, until), StandardOpenOption.APPEND);
      from = until;
    }
  }

  private String replace(Content old) throws IOException {
    Content newer = content(old.name);
    if (ready.startsWith("marker")) {
      Files.deleteIfExists(marker(old));
    }
    old.fate = Fate.PERHAPS;
    deliver(newer, true);
    return "replaced";
  }

  private String takeAway(Content content) throws IOException {
    try {
      if (ready.startsWith("marker")) {
        Files.delete(marker(content));
      }
      Files.move(
          inbox.resolve(content.name),
          side.resolve("away-" + contents.size()),
          StandardCopyOption.ATOMIC_MOVE);
      content.fate = Fate.NEVER;
      return "taken away";
    } catch (NoSuchFileException e) {
      return "taken away too late";
    }
  }

  /** Delivers what can't be imported as it is. */
  private String spoil() throws IOException {
    Content good = next();
    boolean ofContent = random.nextBoolean();
    String text = ofContent ? good.text.replace("username", "nobody") : good.text;
    Content wrong = new Content(good.name, text, good.user, good.relative);
    wrong.fate = Fate.NEVER;
    wrong.hasChecksum = true;
    if (ready.startsWith("marker")) {
      put(inbox.resolve(good.name), text);
      put(marker(good), ofContent ? "" : random.nextBoolean() ? "7\n" : "0".repeat(64));
    } else {
      if (!ofContent) {
        put(inbox.resolve(good.name + ".sha256"), "0".repeat(64));
      }
      put(inbox.resolve(good.name), text);
    }
    add(wrong);
    return ofContent ? "a wrong header" : "a sum or a marker that disagrees";
  }

  /**
   * Decides what becomes of a file that failed: fixes it, or deletes it.
   *
   * @return what was done; null if none has failed
   */
  @Nullable String decide(Path failed) throws IOException {
    Path file = failedFile(failed);
    if (file == null) {
      return null;
    }
    String done = "gave up one that failed";
    Content wrong =
        contents.stream()
            .filter(each -> file.endsWith(each.name) && each.sha256.equals(sha256(file)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nobody has made " + file));
    if (wrong.fate != Fate.NEVER) {
      throw new AssertionError("there is nothing wrong with " + file);
    }
    if (random.nextBoolean()) {
      Content fixed = content(wrong.name);
      deliver(fixed, true);
      fixed.whole = wrong.whole;
      fixed.hasChecksum = true;
      done = "fixed one that failed";
    }
    // Only now may others be taken.
    Files.delete(file);
    return done;
  }

  private static @Nullable Path failedFile(Path failed) throws IOException {
    if (!Files.exists(failed)) {
      return null;
    }
    try (Stream<Path> files = Files.walk(failed)) {
      return files.filter(each -> each.toString().endsWith(".csv")).findFirst().orElse(null);
    }
  }

  static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
