package dev.rollcall.laboratory;

import dev.rollcall.model.ModelFile;
import dev.rollcall.proof.Packed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the files of a scenario may hold.
 *
 * @param sound two files of one job
 * @param broken what can't be read to its end
 * @param guests a file of another job, of other users
 */
record Contents(List<Content> sound, List<Content> broken, Content guests) {

  private static final String MARK = "\ufeff";

  /**
   * @param seed decides how some program somewhere would write them
   * @param files two files
   */
  static Contents of(long seed, List<ModelFile> files, ModelFile guests) {
    ModelFile first = files.get(0);
    return new Contents(
        List.of(content(seed, "first", first), content(seed, "second", files.get(1))),
        broken(seed, first.text()),
        content(seed, "guests", guests));
  }

  Map<String, Content> byName() {
    return Stream.of(sound, broken, List.of(guests))
        .flatMap(List::stream)
        .collect(Collectors.toMap(Content::name, content -> content));
  }

  /** The other one of the sound ones. */
  Content other(Content content) {
    return sound.get(0) == content ? sound.get(1) : sound.get(0);
  }

  private static Content content(long seed, String name, ModelFile file) {
    return new Content(name, encoded(seed, file.text()), file);
  }

  private static byte[] encoded(long seed, String text) {
    String bare = text.startsWith(MARK) ? text.substring(1) : text;
    return switch (Math.floorMod(seed, 7)) {
      case 0 -> (MARK + bare).getBytes(StandardCharsets.UTF_16LE);
      case 1 -> Packed.gzip(text.getBytes(StandardCharsets.UTF_8));
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static List<Content> broken(long seed, String text) {
    byte[] packed = Packed.gzip(text.getBytes(StandardCharsets.UTF_8));
    byte[] odd = (text + "\n??").getBytes(StandardCharsets.UTF_8);
    odd[odd.length - 1] = (byte) 0xff;
    return List.of(
        new Content("open quote", encoded(seed, text + "\n\"cut off"), null),
        new Content("cut off", Arrays.copyOf(packed, packed.length / 2), null),
        new Content("odd bytes", odd, null));
  }
}
