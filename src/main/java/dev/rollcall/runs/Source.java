package dev.rollcall.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The input of a run, as delivered.
 *
 * @param name as the user gave it; {@code -} for standard input
 * @param sha256 of the bytes as delivered, in hexadecimal
 * @param bytes as delivered
 */
@Embeddable
public record Source(
    @Column(name = "source_name") String name,
    @Column(name = "source_sha256") String sha256,
    @Column(name = "source_bytes") long bytes) {

  /** Of what was never read, or is no file: a name alone. */
  public static Source unread(String name) {
    return new Source(name, "", 0);
  }

  /** A name for people. */
  public static String shown(String name) {
    return name.equals("-") ? "standard input" : name;
  }

  /** Whether its content is known. */
  public boolean isRead() {
    return !sha256.isEmpty();
  }

  /** Whether this is that file by name; the folder doesn't count, for it may be moved. */
  public boolean hasName(String other) {
    return baseName(name).equals(baseName(other));
  }

  private static String baseName(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
