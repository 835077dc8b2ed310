package io.noetl.camel.playbook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The JSON Schema (draft-07) of playbooks, and of subscriptions, for editors. The parser says more,
 * and says it better.
 */
public final class PlaybookSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PlaybookSchema() {}

  /** Gives the schema as JSON. */
  public static String text() {
    try {
      ObjectNode schema = read("playbook.schema.json");
      new SchemaFields(read("fields.json")).addTo(schema);
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the schema of subscriptions as JSON. */
  public static String ofSubscriptions() {
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(read("subscription.schema.json"))
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read(String name) throws IOException {
    try (InputStream file = PlaybookSchema.class.getResourceAsStream("/schema/" + name)) {
      return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(file, name));
    }
  }
}
