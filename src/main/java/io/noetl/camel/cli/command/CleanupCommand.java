package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cleanup}. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description =
        "Cancel executions that have been running for long, or drop those that ended long ago.")
public final class CleanupCommand implements Runnable {
  private final Session session;

  @Option(
      names = "--older-than-minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "Those that began so long ago (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "As 30d: drop those that ended so long ago, by whole weeks.")
  private @Nullable String olderThan;

  @Option(names = "--dry-run", description = "Only say which.")
  private boolean dryRun;

  @Mixin private JsonOption json = new JsonOption();

  CleanupCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    var body = JsonNodeFactory.instance.objectNode();
    if (olderThan == null) {
      body.put("older_than_minutes", minutes);
    } else {
      body.put("older_than", olderThan);
    }
    body.put("dry_run", dryRun);
    JsonNode reply =
        ApiCalls.ask(session, "clean up", client -> client.post("/api/executions/cleanup", body));
    session
        .console()
        .data(
            json.chosen()
                ? PrintedJson.line(reply)
                : reply.path("message").asText(PrintedJson.line(reply)));
  }
}
