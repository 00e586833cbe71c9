package dev.rollcall.monitoring;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a monitor waits for pings. It is a secret: whoever knows its path can ping, too. So {@link
 * #toString} is without the path.
 */
public final class PingUrl {

  /** In characters; more than any monitor has. */
  public static final int LONGEST = 2_000;

  /** A host that is none by the rules of host names, as one with an underscore, and a port. */
  private static final Pattern OTHER_HOST = Pattern.compile("[\\w.-]+(:\\d{1,5})?");

  private final URI url;

  private PingUrl(URI url) {
    this.url = url;
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; its message says what it must be, in words that
   *     go after the name of what holds it, and does not repeat the address
   */
  public static PingUrl of(String text) {
    URI url = parse(text);
    String scheme = url == null ? null : url.getScheme();
    boolean isWeb =
        scheme != null && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    if (url == null || !isWeb || !hasHost(url) || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "must be an http or https URL of at most " + LONGEST + " characters");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("must be a URL without a user, a password and a #");
    }
    return new PingUrl(url);
  }

  private static boolean hasHost(URI url) {
    String authority = url.getRawAuthority();
    return url.getHost() != null || (authority != null && OTHER_HOST.matcher(authority).matches());
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // What it says has the address in it.
      return null;
    }
  }

  /** Where to say that work has begun. */
  URI start() {
    return with("start");
  }

  /** Where to say that it has ended, and how. */
  URI end(int exitCode) {
    return with(Integer.toString(exitCode));
  }

  /** The word as the last part of the path; the query stays behind it. */
  private URI with(String word) {
    String path = url.getRawPath();
    String query = url.getRawQuery();
    return URI.create(
        url.getScheme().toLowerCase(Locale.ROOT)
            + "://"
            + url.getRawAuthority()
            + (path.endsWith("/") ? path : path + "/")
            + word
            + (query == null ? "" : "?" + query));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PingUrl ping && ping.url.equals(url);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }

  /** As it may be shown: {@code https://monitor.example.org/…}. */
  @Override
  public String toString() {
    return url.getScheme() + "://" + url.getRawAuthority() + "/…";
  }
}
