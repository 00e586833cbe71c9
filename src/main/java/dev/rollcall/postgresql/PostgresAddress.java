package dev.rollcall.postgresql;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and as whom to connect. It holds no password: that comes from the
 * environment or a file, when it is needed.
 *
 * @param name as the user gave it, for messages
 * @param base the database's name on its server
 * @param url for the driver; without settings
 * @param settings for the driver, the user among them if one was given
 */
record PostgresAddress(String name, String base, String url, Properties settings) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:([^/?#@]*)@)?([^/?#@]*)(?:/([^/?#]*))?(?:\\?([^#]*))?",
          Pattern.CASE_INSENSITIVE);

  /** The driver has more, some of which name classes that it would load. */
  private static final Set<String> ALLOWED =
      new TreeSet<>(
          Set.of(
              "user",
              "currentSchema",
              "ssl",
              "sslmode",
              "sslrootcert",
              "sslcert",
              "sslkey",
              "sslNegotiation",
              "channelBinding",
              "gssEncMode",
              "connectTimeout",
              "loginTimeout",
              "socketTimeout",
              "targetServerType",
              "service"));

  /** Hosts, each with or without a port; an address of IPv6 is in brackets. */
  private static final Pattern HOSTS =
      Pattern.compile(
          "(?:(?:\\[[0-9a-f:.%]*]|[^:,\\[\\];&=]*)(?::\\d*)?(?:,|$))*", Pattern.CASE_INSENSITIVE);

  /** What a name may have that is shown again. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,30}");

  /** A name with one of these is likely to be settings that were not set apart. */
  private static final Pattern NO_NAME = Pattern.compile("[;&=]");

  private static final Pattern SECRET =
      Pattern.compile("pass|pwd|secret|token", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an address.
   *
   * @throws Failure {@code USAGE} if it is none, or has a password in it
   */
  static PostgresAddress of(String address) {
    Matcher form = FORM.matcher(address);
    if (!form.matches()) {
      if (address.indexOf('@') >= 0) {
        throw secret();
      }
      throw refused(
          "the address of a PostgreSQL database is not of the form postgresql://HOST/DATABASE",
          "give it as postgresql://USER@HOST:PORT/DATABASE");
    }
    // A password with a sign in it that divides the parts of an address is in several of them.
    if (address.indexOf('@', form.end(2)) >= 0 || !HOSTS.matcher(form.group(2)).matches()) {
      throw secret();
    }
    Properties settings = new Properties();
    if (form.group(1) != null) {
      String user = decoded(form.group(1));
      if (user.contains(":")) {
        throw secret();
      }
      settings.setProperty("user", user);
    }
    String base = form.group(3) == null ? "" : decoded(form.group(3));
    if (NO_NAME.matcher(base).find()) {
      throw secret();
    }
    readSettings(form.group(4), settings);
    if (base.isEmpty() && settings.getProperty("service") == null) {
      throw refused(
          "the address of a PostgreSQL database names no database",
          "give it as postgresql://HOST/DATABASE");
    }
    String service = settings.getProperty("service", "");
    String name = base.isEmpty() ? service : base;
    return new PostgresAddress(address, name, url(form.group(2), form.group(3), service), settings);
  }

  /** A service says where the server is, but for what the address says itself. */
  private static String url(String hosts, @Nullable String base, String service) {
    String where = base == null || base.isEmpty() ? hosts : hosts + "/" + base;
    return "jdbc:postgresql://"
        + where
        + (service.isEmpty()
            ? ""
            : "?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8));
  }

  private static void readSettings(@Nullable String query, Properties settings) {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (String setting : query.split("&", -1)) {
      int equals = setting.indexOf('=');
      String key = equals < 0 ? setting : setting.substring(0, equals);
      if (SECRET.matcher(key).find()) {
        throw secret();
      }
      if (equals < 0 || !ALLOWED.contains(key)) {
        throw refused(
            "the address of a PostgreSQL database has "
                + (equals >= 0 && WORD.matcher(key).matches() ? "the setting " + key : "a setting")
                + " that rollcall does not know, or that has no value",
            "use only these: " + String.join(", ", ALLOWED));
      }
      String value = setting.substring(equals + 1);
      if (NO_NAME.matcher(value).find()) {
        throw secret();
      }
      settings.setProperty(key, decoded(value));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused(
          "the address of a PostgreSQL database has a % that is not followed by two digits",
          "write % itself as %25");
    }
  }

  private static Failure secret() {
    return refused(
        "the address of a PostgreSQL database has a password in it, where others can read it, or signs"
            + " such as @ : ; = that only belong behind a password",
        "leave the password out, and put it into ~/.pgpass, or the environment as PGPASSWORD; an @"
            + " in a name is %40");
  }

  private static Failure refused(String what, String advice) {
    return Failure.of(ProblemCode.USAGE, what, advice);
  }

  /** For the driver; with whom the environment says to connect, and its password. */
  Properties forDriver() {
    Properties properties = new Properties();
    properties.putAll(settings);
    if (properties.getProperty("user") == null) {
      String user = System.getenv("PGUSER");
      if (user != null && !user.isEmpty()) {
        properties.setProperty("user", user);
      }
    }
    String password = System.getenv("PGPASSWORD");
    if (password != null && !password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  /** A name for files that belong to it: the database's, of letters that are safe in any. */
  String fileName() {
    return base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
  }
}
