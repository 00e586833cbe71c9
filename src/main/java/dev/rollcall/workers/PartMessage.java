package dev.rollcall.workers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a part of a run is to be done, as a text.
 *
 * @param run its number
 * @param part the part's number
 * @param epoch of the part when it was handed out: whoever has an older one can commit nothing
 * @param step under which number Spring Batch keeps books on it
 */
record PartMessage(long run, int part, int epoch, long step) {

  private static final Pattern TEXT =
      Pattern.compile("run (\\d{1,18}) part (\\d{1,9}) epoch (\\d{1,9}) step (\\d{1,18})");

  /** In the words that {@link #parse} reads. */
  String text() {
    return "run " + run + " part " + part + " epoch " + epoch + " step " + step;
  }

  /** Of a text that none of ours is: the message of a part that there is not. */
  private static final PartMessage NONE = new PartMessage(0, 0, 0, 0);

  /** The message of such a text. */
  static PartMessage parse(String text) {
    Matcher words = TEXT.matcher(text);
    return words.matches()
        ? new PartMessage(
            Long.parseLong(words.group(1)),
            Integer.parseInt(words.group(2)),
            Integer.parseInt(words.group(3)),
            Long.parseLong(words.group(4)))
        : NONE;
  }

  /** What Spring Batch calls the part: the name says all but the step's number. */
  String name() {
    return run + "-" + part + "-" + epoch;
  }

  /** The message of a part that goes by this name. */
  static PartMessage named(String name, long step) {
    String[] numbers = name.split("-", -1);
    return new PartMessage(
        Long.parseLong(numbers[0]),
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        step);
  }
}
