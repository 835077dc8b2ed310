package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.noetl.camel.cli.local.LocalServer;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a workload must differ on this machine: public services that the samples stand in for,
 * and the embedded database's port where it is not the usual one.
 */
final class WorkloadOverlay {
  private static final Pattern SERVICES =
      Pattern.compile(
          "https?://(?:httpbin\\.org|api\\.open-meteo\\.com|jsonplaceholder\\.typicode\\.com)");
  private static final String DATABASE_PORT = "pg_port";

  private final OptionalInt databasePort;
  private final String samples;

  /**
   * An overlay for this machine.
   *
   * @param databasePort the embedded database's; empty where the database is another one
   * @param samples the samples' URL; empty to leave addresses alone
   */
  WorkloadOverlay(OptionalInt databasePort, String samples) {
    this.databasePort = databasePort;
    this.samples = samples;
  }

  /** The members that differ, with what the user gave on top. */
  ObjectNode over(JsonNode workload, ObjectNode given) {
    ObjectNode overlay = JsonNodeFactory.instance.objectNode();
    workload
        .properties()
        .forEach(
            member -> {
              JsonNode local = local(member.getKey(), member.getValue());
              if (!local.equals(member.getValue())) {
                overlay.set(member.getKey(), local);
              }
            });
    overlay.setAll(given);
    return overlay;
  }

  private JsonNode local(String key, JsonNode value) {
    if (key.equals(DATABASE_PORT) && value.asText().equals(LocalServer.USUAL_DATABASE_PORT)) {
      return databasePort.isPresent()
          ? TextNode.valueOf(String.valueOf(databasePort.getAsInt()))
          : value;
    }
    return samples.isEmpty() ? value : toSamples(value);
  }

  private JsonNode toSamples(JsonNode value) {
    return switch (value) {
      case TextNode text ->
          TextNode.valueOf(
              SERVICES.matcher(text.textValue()).replaceAll(Matcher.quoteReplacement(samples)));
      case ArrayNode list -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> copy.add(toSamples(item)));
        yield copy;
      }
      case ObjectNode map -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        map.properties().forEach(member -> copy.set(member.getKey(), toSamples(member.getValue())));
        yield copy;
      }
      default -> value;
    };
  }
}
