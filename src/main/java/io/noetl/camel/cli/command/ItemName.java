package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

/** How a step is named beside what it did: with the item of its loop, where there is one. */
final class ItemName {
  private ItemName() {}

  /** {@code step}, {@code step[3]} or {@code step[3] label}. */
  static String of(JsonNode told, String field) {
    String name = told.path(field).asText();
    if (!told.path("item").isNumber()) {
      return name;
    }
    String item = name + "[" + told.path("item").asInt() + "]";
    return told.path("label").isTextual() ? item + " " + told.path("label").asText() : item;
  }
}
