package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.Json;
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

  @Mixin private JsonOption json = new JsonOption();

  LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String path = "/api/executions/" + ExecutionId.checked(id) + "/logs?limit=500&after=";
    try (ServerClient client = session.connect()) {
      JsonNode page;
      String after = "0";
      do {
        page = Asking.accepted(session, "read logs", null, client.get(path + after + ofStep()));
        page.path("logs").forEach(this::print);
        after = page.path("next_after").asText();
      } while (page.path("has_more").asBoolean());
    }
  }

  private String ofStep() {
    return step == null ? "" : "&step=" + ServerClient.segments(step);
  }

  private void print(JsonNode line) {
    session
        .console()
        .data(
            json.chosen()
                ? Json.line(line)
                : "%-20s %s".formatted(line.path("step").asText(), line.path("line").asText()));
  }
}
