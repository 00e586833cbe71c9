package dev.rollcall.jobfile;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** As much of JSON Schema as the schema of job files has; a word it does not know is an error. */
record JsonSchema(Map<String, Object> root, Map<String, Object> words) {

  /** JSON is YAML, for a file as simple as this. */
  static JsonSchema read(Path file) throws IOException {
    Map<String, Object> words =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return new JsonSchema(words, words);
  }

  boolean takes(Object value) {
    return words.entrySet().stream().allMatch(word -> takes(word.getKey(), word.getValue(), value));
  }

  private boolean takes(String word, Object said, Object value) {
    return switch (word) {
      case "$schema", "$id", "title", "description", "default", "definitions" -> true;
      case "$ref" -> referred((String) said).takes(value);
      case "type" ->
          said instanceof List<?> types
              ? types.stream().anyMatch(type -> isA(type, value))
              : isA(said, value);
      case "enum" -> ((List<?>) said).contains(value);
      case "anyOf" -> schemas(said).stream().anyMatch(schema -> schema.takes(value));
      case "oneOf" -> schemas(said).stream().filter(schema -> schema.takes(value)).count() == 1;
      case "dependencies" ->
          !(value instanceof Map<?, ?> object)
              || ((Map<?, ?>) said)
                  .entrySet().stream()
                      .filter(entry -> object.containsKey(entry.getKey()))
                      .allMatch(entry -> object.keySet().containsAll((List<?>) entry.getValue()));
      case "if" -> part(of(said).takes(value) ? "then" : "else").takes(value);
      // Asked by "if".
      case "then", "else" -> true;
      case "allOf" -> schemas(said).stream().allMatch(schema -> schema.takes(value));
      case "minimum" -> !(value instanceof Number) || compare(value, said) >= 0;
      case "maximum" -> !(value instanceof Number) || compare(value, said) <= 0;
      case "maxLength" ->
          !(value instanceof String text)
              || text.codePointCount(0, text.length()) <= (Integer) said;
      case "pattern" ->
          !(value instanceof String text) || Pattern.compile((String) said).matcher(text).find();
      case "minItems" -> !(value instanceof List<?> items) || items.size() >= (Integer) said;
      case "maxItems" -> !(value instanceof List<?> items) || items.size() <= (Integer) said;
      case "items" -> !(value instanceof List<?> items) || items.stream().allMatch(of(said)::takes);
      case "required" ->
          !(value instanceof Map<?, ?> object) || object.keySet().containsAll((List<?>) said);
      case "additionalProperties" ->
          !(value instanceof Map<?, ?> object)
              || object.entrySet().stream()
                  .filter(entry -> !properties().containsKey(entry.getKey()))
                  .allMatch(entry -> said instanceof Map && of(said).takes(entry.getValue()));
      case "propertyNames" ->
          !(value instanceof Map<?, ?> object)
              || object.keySet().stream().allMatch(of(said)::takes);
      case "properties" ->
          !(value instanceof Map<?, ?> object)
              || properties().entrySet().stream()
                  .filter(property -> object.containsKey(property.getKey()))
                  .allMatch(property -> property.getValue().takes(object.get(property.getKey())));
      default -> throw new AssertionError("the schema has the word " + word);
    };
  }

  private static boolean isA(Object type, Object value) {
    return switch ((String) type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "number" -> value instanceof Number;
      default -> throw new AssertionError("the schema has the type " + type);
    };
  }

  private static int compare(Object one, Object other) {
    return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
  }

  /** What stands below, by name; none if this is no object. */
  @SuppressWarnings("unchecked")
  Map<String, JsonSchema> properties() {
    Map<String, Object> properties =
        (Map<String, Object>) words.getOrDefault("properties", Map.of());
    Map<String, JsonSchema> schemas = new LinkedHashMap<>();
    properties.forEach((name, schema) -> schemas.put(name, of(schema)));
    return schemas;
  }

  List<JsonSchema> anyOf() {
    return schemas(words.getOrDefault("anyOf", List.of()));
  }

  /** The schema under a word that has one: {@code then}. */
  JsonSchema part(String word) {
    return of(words.get(word));
  }

  private List<JsonSchema> schemas(Object list) {
    return ((List<?>) list).stream().map(this::of).toList();
  }

  private JsonSchema referred(String reference) {
    String name = reference.substring("#/definitions/".length());
    return of(((Map<?, ?>) root.get("definitions")).get(name));
  }

  @SuppressWarnings("unchecked")
  private JsonSchema of(Object schema) {
    return new JsonSchema(root, (Map<String, Object>) schema);
  }
}
