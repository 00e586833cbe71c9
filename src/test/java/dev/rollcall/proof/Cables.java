package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Machines with cables that can be pulled: network namespaces of Linux, all of them connected with
 * this one. Only root can make them.
 */
final class Cables implements AutoCloseable {

  /** Where the machines reach this one. */
  static final String HERE = "10.213.77.1";

  private static final String SWITCH = "rollcall";

  private final List<String> machines = new ArrayList<>();

  Cables() {
    close();
    ip("link", "add", SWITCH, "type", "bridge");
    ip("addr", "add", HERE + "/24", "dev", SWITCH);
    ip("link", "set", SWITCH, "up");
  }

  /**
   * A machine of its own.
   *
   * @return what is put before a command that is to run there
   */
  List<String> machine(String name) {
    String space = space(name);
    machines.add(name);
    ip("netns", "add", space);
    ip("link", "add", plug(name), "type", "veth", "peer", "name", "eth0", "netns", space);
    ip("link", "set", plug(name), "master", SWITCH, "up");
    ip("-n", space, "addr", "add", "10.213.77." + (1 + machines.size()) + "/24", "dev", "eth0");
    ip("-n", space, "link", "set", "eth0", "up");
    ip("-n", space, "link", "set", "lo", "up");
    return List.of("ip", "netns", "exec", space);
  }

  /** From now on whatever it sends is lost, and nobody tells it. */
  void pull(String machine) {
    ip("link", "set", plug(machine), "nomaster");
  }

  void putBack(String machine) {
    ip("link", "set", plug(machine), "master", SWITCH);
  }

  private static String space(String machine) {
    return SWITCH + "-" + machine;
  }

  private static String plug(String machine) {
    return "rc-" + machine;
  }

  private static void ip(String... words) {
    assertThat(run(words)).as(() -> "ip " + String.join(" ", words)).isEmpty();
  }

  /** What it says if it fails. */
  private static String run(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : said + " ";
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Also of machines that a test left that was killed. */
  @Override
  public void close() {
    for (String name : List.of("manager", "second", "worker1", "worker2")) {
      run("link", "del", plug(name));
      run("netns", "del", space(name));
    }
    run("link", "del", SWITCH);
  }
}
