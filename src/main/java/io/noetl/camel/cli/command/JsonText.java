package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.output.PrintedJson;

/** A value of a command line: JSON where it is JSON, text otherwise. */
final class JsonText {
  private JsonText() {}

  static JsonNode value(String text) {
    try {
      JsonNode value = PrintedJson.read(text);
      return value.isMissingNode() ? JsonNodeFactory.instance.textNode(text) : value;
    } catch (IllegalArgumentException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
