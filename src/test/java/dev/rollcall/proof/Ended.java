package dev.rollcall.proof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a command ended, and what it said. */
public record Ended(int exitCode, String out, String err, List<Map<String, Object>> summaries) {

  /** The one summary there is. */
  public Map<String, Object> summary() {
    if (summaries.size() != 1) {
      throw new AssertionError(summaries.size() + " summaries of " + this);
    }
    return summaries.get(0);
  }

  public String status() {
    return String.valueOf(summary().get("status"));
  }

  /** The numbers of a section, such as {@code counts}. */
  public Map<String, Long> numbers(String section) {
    return numbers(summary(), section);
  }

  /** All that was said, on either stream. */
  public String said() {
    return out + err;
  }

  public static Map<String, Long> numbers(Map<String, Object> summary, String section) {
    Map<String, Long> numbers = new TreeMap<>();
    ((Map<?, ?>) section(summary, section))
        .forEach(
            (name, number) -> numbers.put(String.valueOf(name), ((Number) number).longValue()));
    return numbers;
  }

  public static Map<String, Long> codes(Map<String, Object> summary) {
    Map<String, Long> codes = new TreeMap<>();
    Object found = ((Map<?, ?>) section(summary, "rejects")).get("codes");
    ((Map<?, ?>) java.util.Objects.requireNonNull(found))
        .forEach((code, number) -> codes.put(String.valueOf(code), ((Number) number).longValue()));
    return codes;
  }

  private static Object section(Map<String, Object> summary, String section) {
    Object found = summary.get(section);
    if (found == null) {
      throw new AssertionError("no " + section + " in " + summary);
    }
    return found;
  }
}
