package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pause ID}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Pause an execution: steps under way end, nothing new begins.")
public final class PauseCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the event log.")
  private @Nullable String reason;

  @Option(names = "--cascade", description = "Pause its children too.")
  private boolean cascade;

  @Mixin private JsonOption json = new JsonOption();

  PauseCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("cascade", cascade);
    if (reason != null) {
      body.put("reason", reason);
    }
    String path = "/api/executions/" + ExecutionId.checked(id) + "/pause";
    JsonNode reply = ApiCalls.ask(session, "pause execution", client -> client.post(path, body));
    session
        .console()
        .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
  }
}
