package dev.rollcall.broker;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is, and who comes.
 *
 * @param tls whether all that travels is encrypted
 * @param places at least one; each of the others is tried if none before it answers
 * @param user null for nobody in particular
 * @param password null for none
 */
public record BrokerAddress(
    boolean tls, List<Place> places, @Nullable String user, @Nullable String password) {

  /** Who comes, as nobody else should read it: an argument is seen by all users of a machine. */
  private static final String USER = "ROLLCALL_BROKER_USER";

  private static final String PASSWORD = "ROLLCALL_BROKER_PASSWORD";

  private static final int USUAL_PORT = 61616;

  private static final String HOST = "(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])";
  private static final String PLACE = HOST + "(?::[0-9]{1,5})?";
  private static final Pattern FORM =
      Pattern.compile("(?:tcp|ssl)://" + PLACE + "(?:," + PLACE + "){0,7}");

  /** A host and its port. */
  public record Place(String host, int port) {

    private static Place of(String text) {
      int colon = text.lastIndexOf(':');
      boolean hasPort = colon > text.lastIndexOf(']');
      String host = hasPort ? text.substring(0, colon) : text;
      return new Place(host, hasPort ? Integer.parseInt(text.substring(colon + 1)) : USUAL_PORT);
    }
  }

  public BrokerAddress {
    places = List.copyOf(places);
  }

  /**
   * Reads {@code tcp://HOST:PORT}, or {@code ssl://…}, of one or more hosts with commas between.
   *
   * @param environment says who comes
   * @throws Failure {@code USAGE}, which does not repeat what was given: it may be a password
   */
  public static BrokerAddress parse(String text, Map<String, String> environment) {
    List<Place> places = new ArrayList<>();
    if (FORM.matcher(text).matches()) {
      for (String each : text.substring("tcp://".length()).split(",", -1)) {
        places.add(Place.of(each));
      }
    }
    if (places.isEmpty() || places.stream().anyMatch(place -> place.port > 65_535)) {
      throw Failure.of(
          ProblemCode.USAGE,
          "the address of a broker must be like tcp://HOST:PORT or ssl://HOST:PORT",
          "give user and password as " + USER + " and " + PASSWORD);
    }
    return new BrokerAddress(
        text.startsWith("ssl"), places, environment.get(USER), environment.get(PASSWORD));
  }

  /**
   * That it is not there, or not any more.
   *
   * @param what in what the broker does: {@code can't be reached}; nothing of what a client says,
   *     which may name the user
   */
  public Failure unreachable(String what) {
    return failure(ProblemCode.BROKER_UNREACHABLE, what);
  }

  /** That it is there, and will not, today or tomorrow; what it does as above. */
  public Failure unusable(String what) {
    return failure(ProblemCode.BROKER_UNUSABLE, what);
  }

  private Failure failure(ProblemCode code, String what) {
    return Failure.of(
        code,
        "the broker at " + this + " " + what,
        "check the address, and who may use the broker");
  }

  /** Where it is, without who comes. */
  @Override
  public String toString() {
    List<String> texts = places.stream().map(place -> place.host + ":" + place.port).toList();
    return (tls ? "ssl://" : "tcp://") + String.join(",", texts);
  }
}
