package dev.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalColoursTest {

  @ParameterizedTest
  @CsvSource({
    "true, TERM=xterm, true",
    "false, TERM=xterm, false",
    "true, TERM=dumb, false",
    "true, '', false",
    "true, TERM=xterm NO_COLOR=1, false",
    "true, TERM=xterm NO_COLOR=, true",
    "true, TERM=xterm CLICOLOR=0, false",
    "true, TERM=xterm CLICOLOR=1, true",
    "false, CLICOLOR=1, false",
    "false, CLICOLOR_FORCE=1, true",
    "false, CLICOLOR_FORCE=0, false",
    "true, TERM=xterm CLICOLOR_FORCE=1 NO_COLOR=1, false",
  })
  void coloursAreWhereTheyAreWantedAndUnderstood(
      boolean terminal, String environment, boolean expected) {
    Map<String, String> variables = new HashMap<>();
    Arrays.stream(environment.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.split("=", 2))
        .forEach(pair -> variables.put(pair[0], pair[1]));
    assertThat(Terminal.hasColours(terminal, variables)).isEqualTo(expected);
  }
}
