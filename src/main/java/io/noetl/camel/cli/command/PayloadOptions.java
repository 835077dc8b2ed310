package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.output.PrintedJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is laid over a playbook's workload: a file, then JSON, then single values. */
final class PayloadOptions {
  @Option(
      names = {"--input", "-i"},
      paramLabel = "FILE",
      description = "A JSON file whose members are laid over the workload.")
  private @Nullable Path input;

  @Option(
      names = {"--payload", "--workload"},
      paramLabel = "JSON",
      description = "JSON whose members are laid over the workload.")
  private @Nullable String payload;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One value; JSON where it is JSON, text otherwise. May be repeated.")
  private Map<String, String> values = new LinkedHashMap<>();

  /**
   * All of it in one object.
   *
   * @throws IllegalArgumentException when a file or a text is not a JSON object
   */
  ObjectNode payload() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    if (input != null) {
      all.setAll(object("--input " + input, TextFile.read(input)));
    }
    if (payload != null) {
      all.setAll(object("--payload", payload));
    }
    values.forEach((key, value) -> all.set(key, JsonText.value(value)));
    return all;
  }

  private static ObjectNode object(String where, String text) {
    JsonNode value;
    try {
      value = PrintedJson.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("%s: %s (expected: a JSON object)".formatted(where, text));
  }
}
