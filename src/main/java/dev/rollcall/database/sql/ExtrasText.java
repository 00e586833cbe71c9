package dev.rollcall.database.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.user.ExtraColumn;
import dev.rollcall.user.Extras;
import dev.rollcall.user.Secret;
import dev.rollcall.user.UserColumns;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Extra columns as the ledger keeps them: a JSON object, which SQL can take apart. Of what is
 * secret it only says {@code true}, where it was written.
 */
public final class ExtrasText {

  private static final JsonFactory JSON = new JsonFactory();

  private static final int USUAL_LENGTH = 256;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private ExtrasText() {}

  /** Writes those of many users, without making anew what is the same of all. Not thread-safe. */
  static final class Writer {

    private final List<ExtraColumn> columns;

    /** For each column its name, and what is before and behind it. */
    private final List<String> heads = new ArrayList<>();

    private final StringBuilder json = new StringBuilder(USUAL_LENGTH);

    Writer(UserColumns users) {
      this.columns = users.extras();
      for (ExtraColumn column : columns) {
        heads.add(append(new StringBuilder(","), column.word()).append(':').toString());
      }
    }

    /**
     * What a user has in them; null if nothing is said.
     *
     * @param before what the user had before; null if that is not to be told
     */
    @Nullable String of(Extras extras, @Nullable Extras before) {
      json.setLength(0);
      for (int i = 0; i < heads.size(); i++) {
        ExtraColumn column = columns.get(i);
        if (extras.says(column)) {
          Object value = extras.of(column);
          if (value instanceof String text) {
            append(json.append(heads.get(i)), text);
          } else if (!(value instanceof Secret)) {
            json.append(heads.get(i)).append(value);
          } else if (before != null && value != before.of(column)) {
            json.append(heads.get(i)).append("true");
          }
        }
      }
      if (json.length() == 0) {
        return null;
      }
      json.setCharAt(0, '{');
      return json.append('}').toString();
    }
  }

  /** The cells of them, without those that are secret; null if there are none. */
  static @Nullable String of(Cells cells) {
    StringBuilder json = new StringBuilder();
    for (Field field : cells.extras()) {
      String cell = cells.of(field);
      if (cell != null && !field.isSecret()) {
        append(member(json, field.word()), cell);
      }
    }
    return json.length() == 0 ? null : json.append('}').toString();
  }

  /** Texts as an array. */
  public static String array(Collection<String> texts) {
    StringBuilder json = new StringBuilder("[");
    for (String text : texts) {
      append(json.append(json.length() == 1 ? "" : ","), text);
    }
    return json.append(']').toString();
  }

  private static StringBuilder member(StringBuilder json, String name) {
    json.append(json.length() == 0 ? '{' : ',');
    return append(json, name).append(':');
  }

  private static StringBuilder append(StringBuilder json, String text) {
    json.append('"');
    if (isPlain(text)) {
      return json.append(text).append('"');
    }
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u00").append(HEX[character >> 4]).append(HEX[character & 15]);
      } else {
        json.append(character);
      }
    }
    return json.append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\' || character < ' ') {
        return false;
      }
    }
    return true;
  }

  /** What was written of a user; of columns that the database no longer has, nothing is said. */
  static Extras extras(@Nullable String json, UserColumns columns) throws SQLException {
    if (json == null || !columns.hasExtras()) {
      return Extras.NONE;
    }
    Map<String, @Nullable Object> members = members(json);
    Extras.Builder extras = new Extras.Builder(columns);
    for (ExtraColumn column : columns.extras()) {
      if (members.containsKey(column.word())) {
        Object value = members.get(column.word());
        if (column.isSecret()) {
          extras.set(column, Secret.WRITTEN);
        } else if (value == null || value instanceof String == column.isText()) {
          extras.set(column, value);
        }
      }
    }
    return extras.build();
  }

  /** What was written of cells. */
  static Cells cells(@Nullable String[] own, @Nullable String json, UserColumns columns)
      throws SQLException {
    if (columns.fields().isEmpty()) {
      return Cells.of(own);
    }
    @Nullable String[] cells = Arrays.copyOf(own, own.length + columns.fields().size());
    Map<String, @Nullable Object> members = json == null ? Map.of() : members(json);
    for (Field field : columns.fields()) {
      cells[field.place()] = (String) members.get(field.word());
    }
    return Cells.of(cells, columns.fields());
  }

  private static Map<String, @Nullable Object> members(String json) throws SQLException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      String name;
      while ((name = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        switch (token) {
          case VALUE_STRING -> members.put(name, parser.getText());
          case VALUE_NUMBER_INT -> members.put(name, parser.getLongValue());
          case VALUE_NULL -> members.put(name, null);
          case VALUE_TRUE -> members.put(name, true);
          default -> throw new SQLException("the ledger has extra columns that no run writes");
        }
      }
      return members;
    } catch (IOException e) {
      throw new SQLException("the ledger has extra columns that no run writes", e);
    }
  }
}
