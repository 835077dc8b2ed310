package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cleanup}. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description = "Cancel executions that have been running for long.")
public final class CleanupCommand implements Runnable {
  private final Session session;

  @Option(
      names = "--older-than-minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "Those that began so long ago (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(names = "--dry-run", description = "Only say which.")
  private boolean dryRun;

  @Mixin private JsonOption json = new JsonOption();

  CleanupCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("older_than_minutes", minutes).put("dry_run", dryRun);
    JsonNode reply =
        Asking.ask(session, "clean up", client -> client.post("/api/executions/cleanup", body));
    session
        .console()
        .data(json.chosen() ? Json.line(reply) : reply.path("message").asText(Json.line(reply)));
  }
}
