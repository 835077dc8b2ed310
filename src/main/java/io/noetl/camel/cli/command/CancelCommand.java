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

/** {@code cancel ID}. */
@Command(name = "cancel", mixinStandardHelpOptions = true, description = "Stop an execution.")
public final class CancelCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the event log.")
  private @Nullable String reason;

  @Option(names = "--cascade", description = "Stop its children too.")
  private boolean cascade;

  @Mixin private JsonOption json = new JsonOption();

  CancelCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("cascade", cascade);
    if (reason != null) {
      body.put("reason", reason);
    }
    String path = "/api/executions/" + ExecutionId.checked(id) + "/cancel";
    JsonNode reply = ApiCalls.ask(session, "cancel execution", client -> client.post(path, body));
    session
        .console()
        .data(
            json.chosen()
                ? PrintedJson.line(reply)
                : "%s: %s"
                    .formatted(reply.path("status").asText(), reply.path("message").asText()));
  }
}
