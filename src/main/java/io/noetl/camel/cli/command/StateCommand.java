package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state ID}. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = "Show an execution's variables, results and open steps, now or in the past.")
public final class StateCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(
      names = "--at",
      paramLabel = "EVENT|TIME",
      description = "An event's id, or a time as 2026-11-24T10:00:00Z.")
  private @Nullable String at;

  @Mixin private JsonOption json = new JsonOption();

  StateCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String path =
        "/api/executions/"
            + ExecutionId.checked(id)
            + "/state"
            + (at == null ? "" : "?at=" + URLEncoder.encode(at, StandardCharsets.UTF_8));
    JsonNode reply = ApiCalls.ask(session, "get state", client -> client.get(path));
    session.console().data(json.text("State:", reply));
  }
}
