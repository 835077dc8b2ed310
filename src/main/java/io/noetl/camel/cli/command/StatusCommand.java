package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status ID} and {@code execute status ID}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show an execution's state.")
public final class StatusCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Mixin private JsonOption json = new JsonOption();

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String path = "/api/executions/" + ExecutionId.checked(id) + "/status";
    JsonNode reply = ApiCalls.ask(session, "get status", client -> client.get(path));
    session.console().data(json.text("Status:", reply));
  }
}
