package io.noetl.camel.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Adds to the schema what the fields of tools, sinks and keychain entries mean, with examples: they
 * stand in a file of their own.
 *
 * @param fields {@code tool} by kind and field ({@code *}: of each kind), {@code sink}, {@code
 *     keychainEntry}, and {@code examples} by definition and field
 */
record SchemaFields(JsonNode fields) {
  private static final String ENCODED = "_b64";

  void addTo(ObjectNode schema) {
    for (JsonNode part : schema.at("/definitions/tool/allOf")) {
      String kind = part.at("/if/properties/kind/const").asText();
      for (JsonNode name : part.at("/then/propertyNames/enum")) {
        JsonNode field = field(kind, name.asText());
        if (!field.isMissingNode()) {
          properties((ObjectNode) part.path("then")).set(name.asText(), field);
        }
      }
    }
    for (JsonNode form : schema.at("/definitions/sink/anyOf")) {
      if (form.path("type").asText().equals("object")) {
        add(properties((ObjectNode) form), fields.path("sink"));
      }
    }
    add(
        (ObjectNode) schema.at("/definitions/keychainEntry/properties"),
        fields.path("keychainEntry"));
    fields
        .path("examples")
        .properties()
        .forEach(
            definition ->
                examples(
                    schema.at("/definitions/" + definition.getKey() + "/properties"),
                    definition.getValue()));
  }

  private JsonNode field(String kind, String name) {
    JsonNode own = fields.path("tool").path(kind).path(name);
    JsonNode field = own.isMissingNode() ? fields.path("tool").path("*").path(name) : own;
    if (!field.isMissingNode() || !name.endsWith(ENCODED)) {
      return field;
    }
    JsonNode plain = field(kind, name.substring(0, name.length() - ENCODED.length()));
    return plain.isObject()
        ? ((ObjectNode) plain.deepCopy())
            .put("description", plain.path("description").asText() + " Encoded as Base64.")
            .without("examples")
        : plain;
  }

  private static ObjectNode properties(ObjectNode schema) {
    return schema.withObject("/properties");
  }

  private static void add(ObjectNode properties, JsonNode described) {
    described
        .properties()
        .forEach(
            field ->
                properties.withObject("/" + field.getKey()).setAll((ObjectNode) field.getValue()));
  }

  private static void examples(JsonNode properties, JsonNode examples) {
    examples
        .properties()
        .forEach(
            field -> {
              if (properties.path(field.getKey()) instanceof ObjectNode property) {
                property.set("examples", field.getValue());
              }
            });
  }
}
