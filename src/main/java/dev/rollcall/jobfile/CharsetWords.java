package dev.rollcall.jobfile;

import dev.rollcall.text.Nearest;
import dev.rollcall.text.Visible;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of charsets, one or several; see {@link JobValues}. */
public final class CharsetWords {

  /** More than a sender can change between. */
  static final int MOST = 10;

  private CharsetWords() {}

  /** {@code auto}, which is null, or the name of a charset that this Java knows. */
  public static @Nullable Charset charset(String text) {
    return text.equals(JobValues.AUTO) ? null : namedCharset(text);
  }

  /** Charsets as a flag has them: one as {@link #charset}, or several, {@code utf-8,latin1}. */
  public static List<Charset> charsets(String text) {
    if (!text.contains(",")) {
      Charset charset = charset(text);
      return charset == null ? List.of() : List.of(charset);
    }
    List<Charset> charsets = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      charsets.add(namedCharset(name.strip()));
    }
    return severalCharsets(charsets);
  }

  /** The same charsets, if they can be tried in this order. */
  static List<Charset> severalCharsets(List<Charset> charsets) {
    if (charsets.size() > 1 && !charsets.get(0).equals(StandardCharsets.UTF_8)) {
      throw new WrongWord(
          "must begin with utf-8 if it names several",
          "no other text fits UTF-8 by chance, but most fit any other charset");
    }
    if (Set.copyOf(charsets).size() < charsets.size()) {
      throw new WrongWord("names a charset twice", "remove one of the two");
    }
    return charsets;
  }

  /** The charset of a name. */
  static Charset namedCharset(String text) {
    try {
      Charset charset = Charset.forName(text);
      if (!charset.canEncode()) {
        throw new WrongWord(
            "must be a charset that rejects can be written in, not " + Visible.quoted(text),
            "convert the input to UTF-8");
      }
      return charset;
    } catch (IllegalArgumentException unknown) {
      List<String> names = new ArrayList<>(List.of(JobValues.AUTO));
      names.addAll(Charset.availableCharsets().keySet());
      Charset.availableCharsets().values().forEach(known -> names.addAll(known.aliases()));
      String near = Nearest.to(text, names);
      throw new WrongWord(
          "must be auto or the name of a charset, not " + Visible.quoted(text),
          near == null ? "write a name such as UTF-8 or windows-1252" : JobValues.didYouMean(near));
    }
  }
}
