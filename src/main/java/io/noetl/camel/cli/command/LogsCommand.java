package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs ID}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "What an execution's steps have printed so far.")
public final class LogsCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(names = "--step", paramLabel = "NAME", description = "Only this step's.")
  private @Nullable String step;

  @Option(
      names = "--item",
      paramLabel = "N",
      description = "Only what the loop item with this index printed, from 0.")
  private @Nullable Integer item;

  @Mixin private JsonOption json = new JsonOption();

  LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String path = "/api/executions/" + ExecutionId.checked(id) + "/logs?limit=5000&after=";
    try (ServerClient client = session.connect()) {
      JsonNode page;
      String after = "0";
      do {
        page = ApiCalls.accepted(session, "read logs", null, client.get(path + after + narrowed()));
        print(page.path("logs"));
        after = page.path("next_after").asText();
      } while (page.path("has_more").asBoolean());
    }
  }

  private String narrowed() {
    return (step == null ? "" : "&step=" + ServerClient.segments(step))
        + (item == null ? "" : "&item=" + item);
  }

  /** Prints a page at once: a line at a time takes longer than everything else. */
  private void print(JsonNode lines) {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    for (JsonNode line : lines) {
      text.add(json.chosen() ? PrintedJson.line(line) : plain(line));
    }
    if (!lines.isEmpty()) {
      session.console().data(text.toString());
    }
  }

  private static String plain(JsonNode line) {
    String step = ItemName.of(line, "step");
    return step + " ".repeat(Math.max(1, 21 - step.length())) + line.path("line").asText();
  }
}
