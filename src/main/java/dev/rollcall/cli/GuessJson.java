package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.csv.Quirks;
import dev.rollcall.csv.Trailer;
import dev.rollcall.guessing.Guess;
import dev.rollcall.jobs.Json;
import dev.rollcall.reject.Field;
import java.io.IOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A guess as JSON. */
final class GuessJson {

  private GuessJson() {}

  /** One document. */
  static String of(Guess guess, String job) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", "rollcall/guess/1");
          json.writeStringField("file", guess.file());
          json.writeNumberField("rows", guess.rows());
          json.writeArrayFieldStart("doubts");
          for (String doubt : guess.doubts()) {
            json.writeString(doubt);
          }
          json.writeEndArray();
          csv(guess, json);
          json.writeObjectFieldStart("columns");
          for (Field field : Field.OWN) {
            Json.field(json, field.word(), guess.columns().get(field));
          }
          json.writeEndObject();
          json.writeStringField("job", job);
          json.writeEndObject();
        });
  }

  private static void csv(Guess guess, JsonGenerator json) throws IOException {
    Quirks quirks = guess.format().quirks();
    Charset charset = guess.format().charset();
    Trailer trailer = quirks.trailer();
    json.writeObjectFieldStart("csv");
    Json.field(json, "charset", charset == null ? null : charset.name());
    Json.field(json, "delimiter", text(guess.format().delimiter()));
    Json.field(json, "quote", text(quirks.quote()));
    Json.field(json, "escape", text(quirks.escape()));
    json.writeNumberField("skip", quirks.skip());
    Json.field(json, "trailer", trailer == null ? null : trailer.match());
    json.writeBooleanField("header", guess.format().header());
    json.writeEndObject();
  }

  private static @Nullable String text(@Nullable Character sign) {
    return sign == null ? null : sign.toString();
  }
}
