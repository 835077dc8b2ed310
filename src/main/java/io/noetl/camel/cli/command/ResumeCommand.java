package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resume ID}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Let a paused execution go on.")
public final class ResumeCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(names = "--cascade", description = "Let its children go on too.")
  private boolean cascade;

  @Mixin private JsonOption json = new JsonOption();

  ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("cascade", cascade);
    String path = "/api/executions/" + ExecutionId.checked(id) + "/resume";
    JsonNode reply = ApiCalls.ask(session, "resume execution", client -> client.post(path, body));
    session
        .console()
        .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
  }
}
