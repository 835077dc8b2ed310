package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Option;

/** The option {@code --json}. */
final class JsonOption {
  @Option(names = "--json", description = "Print the reply as one line of JSON.")
  private boolean json;

  boolean chosen() {
    return json;
  }

  /** One line, or a heading and indented JSON. */
  String text(String heading, JsonNode reply) {
    return json ? PrintedJson.line(reply) : heading + " " + PrintedJson.pretty(reply);
  }
}
