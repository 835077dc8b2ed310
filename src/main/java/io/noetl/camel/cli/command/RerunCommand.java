package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerun ID}. */
@Command(
    name = "rerun",
    description = "Run an ended execution again from where it failed, or from a step.")
public final class RerunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description = "The step, step[item], or call/step of the child that the step has started.")
  private @Nullable String from;

  @Option(names = "--all", description = "From its start, no result is used again.")
  private boolean all;

  @Option(
      names = {"-V", "--playbook-version"},
      paramLabel = "N|latest",
      description = "The version; by default that of the execution.")
  private @Nullable String version;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the progress until it has ended; the exit code tells how.")
  private boolean watch;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Mixin private PayloadOptions payload = new PayloadOptions();

  @Mixin private PriorityOption priority = new PriorityOption();

  @Mixin private JsonOption json = new JsonOption();

  RerunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("payload", payload.payload());
    if (from != null) {
      body.put("from_step", from);
    } else if (!all) {
      body.put("from_failure", true);
    }
    if (version != null) {
      body.put("version", version);
    }
    String path = "/api/executions/" + ExecutionId.checked(id) + "/rerun";
    try (ServerClient client = session.connect()) {
      JsonNode reply =
          ApiCalls.accepted(session, "rerun", null, client.post(path, priority.in(body)));
      session.console().data(json.text("Execution started:", reply));
      return watch
          ? new Watching(session, client).untilEnd(reply.path("execution_id").asText())
          : ExitCode.OK;
    }
  }
}
