package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code execute playbook|status|rerun}. */
@Command(
    name = "execute",
    mixinStandardHelpOptions = true,
    description = "Start a playbook, ask for an execution's state, run it again.",
    subcommands = {ExecuteCommand.Playbook.class, StatusCommand.class, ExecuteCommand.Rerun.class})
public final class ExecuteCommand {

  /** {@code execute playbook PATH}. */
  @Command(name = "playbook", description = "Start a playbook of the catalog on the server.")
  static final class Playbook implements Callable<Integer> {
    private final Session session;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Mixin
    private HelpOption help = new HelpOption();

    @Mixin private Starting starting = new Starting();

    Playbook(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return starting.start(session);
    }
  }

  /** {@code execute rerun ID}. */
  @Command(
      name = "rerun",
      mixinStandardHelpOptions = true,
      description =
          "Start an execution's playbook again, with its payload and what is laid over it.")
  static final class Rerun implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "The execution.")
    private String id = "";

    @Mixin private PayloadOptions payload = new PayloadOptions();

    @Mixin private JsonOption json = new JsonOption();

    Rerun(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      var body = JsonNodeFactory.instance.objectNode();
      body.set("workload", payload.payload());
      body.put("resource_kind", "playbook");
      String path = "/api/executions/" + ExecutionId.checked(id) + "/rerun";
      JsonNode reply = ApiCalls.ask(session, "rerun", client -> client.post(path, body));
      session.console().data(json.text("Execution started:", reply));
    }
  }
}
