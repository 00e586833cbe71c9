package dev.rollcall.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.jobs.Json;
import dev.rollcall.runs.PastChange;
import dev.rollcall.runs.UserHistory;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.User;
import dev.rollcall.user.UserColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users as programs read them: one JSON document on one line, in ASCII. */
final class UserJson {

  private static final String SCHEMA = "rollcall/user/1";

  private UserJson() {}

  static String of(User user) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeStringField("username", user.username());
          writeFields(json, user);
          json.writeEndObject();
        });
  }

  /**
   * With what has become of the user.
   *
   * @param changes those of its changes that are shown
   */
  static String of(String username, UserHistory history, List<PastChange> changes) {
    User user = history.user();
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("schema", SCHEMA);
          json.writeStringField("username", username);
          json.writeBooleanField("exists", user != null);
          if (user != null) {
            writeFields(json, user);
          }
          json.writeArrayFieldStart("changes");
          for (PastChange past : changes) {
            write(json, past);
          }
          json.writeEndArray();
          Json.field(json, "pruned_before", history.prunedBefore());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, PastChange past) throws IOException {
    json.writeStartObject();
    json.writeNumberField("run", past.run());
    json.writeStringField("kind", past.kind().word());
    json.writeStringField("source", past.source());
    writeLine(json, past.change().line());
    json.writeStringField("started", past.started());
    json.writeStringField("change", past.change().kind().word());
    writeState(json, "before", past.change().before());
    writeState(json, "after", past.change().after());
    Json.field(json, "reason", past.change().reason());
    json.writeEndObject();
  }

  /** Null for what is in no file. */
  private static void writeLine(JsonGenerator json, long line) throws IOException {
    if (line == 0) {
      json.writeNullField("line");
    } else {
      json.writeNumberField("line", line);
    }
  }

  private static void writeState(JsonGenerator json, String name, @Nullable User user)
      throws IOException {
    if (user == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    writeFields(json, user);
    json.writeEndObject();
  }

  private static void writeFields(JsonGenerator json, User user) throws IOException {
    json.writeNumberField("id", user.id());
    writeColumns(json, user);
  }

  static void writeColumns(JsonGenerator json, User user) throws IOException {
    for (UserColumn column : UserColumn.OWN) {
      json.writeObjectField(column.word(), column.of(user));
    }
    if (user.columns().size() > UserColumn.OWN.size()) {
      json.writeObjectFieldStart("extra");
      for (UserColumn column : ChangeWords.columns(user)) {
        if (column instanceof ExtraColumn) {
          // Of what is secret only that it was written is known.
          json.writeObjectField(column.word(), column.isSecret() ? true : column.of(user));
        }
      }
      json.writeEndObject();
    }
  }
}
