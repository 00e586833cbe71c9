package dev.rollcall.jobfile;

import dev.rollcall.files.Glob;
import dev.rollcall.inbox.Readiness;
import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a job says of an inbox; see {@link JobValues}. */
final class InboxWords {

  private static final Pattern SETTLE = Pattern.compile("settle ([1-9][0-9]{0,2})([sm])");
  private static final Pattern MARKER = Pattern.compile("marker (\\.[A-Za-z0-9._-]{1,20})");
  private static final String RENAME = "rename";

  private InboxWords() {}

  /** {@code settle 10s}, {@code settle 2m}, {@code marker .done} or {@code rename}. */
  static Readiness ready(String text) {
    Matcher settle = SETTLE.matcher(text);
    if (settle.matches()) {
      long number = Long.parseLong(settle.group(1));
      Duration quiet =
          settle.group(2).equals("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
      if (quiet.compareTo(Readiness.Settle.LONGEST) > 0) {
        throw new WrongWord(
            "must be settle with 5m at most, not " + Visible.quoted(text),
            "a sender that pauses for longer writes a marker, or renames the file");
      }
      return new Readiness.Settle(quiet);
    }
    Matcher marker = MARKER.matcher(text);
    if (marker.matches()) {
      return new Readiness.ByMarker(marker.group(1));
    }
    if (text.equals(RENAME)) {
      return new Readiness.Rename();
    }
    String near = Nearest.to(text, List.of(RENAME, "settle 10s", "marker .done"));
    throw new WrongWord(
        "must be rename, settle with a time such as 10s, or marker with an ending such as .done,"
            + " not "
            + Visible.quoted(text),
        near == null ? null : JobValues.didYouMean(near));
  }

  /** A glob of names in one folder. */
  static String match(String text) {
    String glob = JobValues.text(text, JobValues.LONGEST_TEXT);
    if (glob.indexOf('/') >= 0) {
      throw new WrongWord(
          "must be names of files, without a folder", "name the folder with \"folder\"");
    }
    try {
      new Glob(glob);
      return glob;
    } catch (PatternSyntaxException e) {
      throw new WrongWord("is not a glob: " + e.getDescription(), "check the brackets");
    }
  }
}
