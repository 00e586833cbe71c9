package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import dev.rollcall.jobs.Json;
import dev.rollcall.problem.Problem;
import org.jspecify.annotations.Nullable;

/** In what state a schema is, as programs read it: one JSON document on one line. */
final class SchemaJson {

  private static final String SCHEMA = "rollcall/schema/1";

  private SchemaJson() {}

  static String of(Schema schema, Database database) {
    Schema.Status status = schema.status();
    @Nullable Integer version = status.version();
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeStringField("database", database.address());
          json.writeStringField("state", status.state().name());
          Json.field(json, "version", version == null ? null : version.longValue());
          json.writeNumberField("newest", Schema.NEWEST);
          json.writeArrayFieldStart("in_the_way");
          for (Problem problem : schema.inTheWay()) {
            json.writeStartObject();
            json.writeStringField("code", problem.code().name());
            json.writeStringField("what", problem.what());
            Json.field(json, "advice", problem.advice());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("warnings");
          for (String warning : schema.warnings()) {
            json.writeString(warning);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
