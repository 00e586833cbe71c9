package dev.rollcall.cli;

import dev.rollcall.database.Database;
import dev.rollcall.database.Schema;
import dev.rollcall.jobs.JsonObject;
import dev.rollcall.problem.Problem;

/** In what state a schema is, as programs read it. */
final class SchemaJson {

  private static final String SCHEMA = "rollcall/schema/1";

  private SchemaJson() {}

  static JsonObject of(Schema schema, Database database) {
    Schema.Status status = schema.status();
    return new JsonObject()
        .put("schema", SCHEMA)
        .put("database", database.address())
        .put("state", status.state().name())
        .put("version", status.version())
        .put("newest", Schema.NEWEST)
        .put("in_the_way", schema.inTheWay().stream().map(SchemaJson::of).toList())
        .put("warnings", schema.warnings());
  }

  private static JsonObject of(Problem problem) {
    return new JsonObject()
        .put("code", problem.code().name())
        .put("what", problem.what())
        .put("advice", problem.advice());
  }
}
