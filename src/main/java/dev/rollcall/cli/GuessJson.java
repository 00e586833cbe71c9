package dev.rollcall.cli;

import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.guessing.Guess;
import dev.rollcall.jobs.JsonObject;
import dev.rollcall.reject.Field;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A guess as JSON. */
final class GuessJson {

  private GuessJson() {}

  static JsonObject of(Guess guess, String job) {
    JsonObject columns = new JsonObject();
    Field.OWN.forEach(field -> columns.put(field.word(), guess.columns().get(field)));
    return new JsonObject()
        .put("schema", "rollcall/guess/1")
        .put("file", guess.file())
        .put("rows", guess.rows())
        .put("doubts", guess.doubts())
        .put("csv", csv(guess))
        .put("columns", columns)
        .put("job", job);
  }

  private static JsonObject csv(Guess guess) {
    Quirks quirks = guess.format().quirks();
    Charset charset = guess.format().charset();
    Trailer trailer = quirks.trailer();
    return new JsonObject()
        .put("charset", charset == null ? null : charset.name())
        .put("delimiter", text(guess.format().delimiter()))
        .put("quote", text(quirks.quote()))
        .put("escape", text(quirks.escape()))
        .put("skip", quirks.skip())
        .put("trailer", trailer == null ? null : trailer.match())
        .put("header", guess.format().header());
  }

  private static @Nullable String text(@Nullable Character sign) {
    return sign == null ? null : sign.toString();
  }
}
