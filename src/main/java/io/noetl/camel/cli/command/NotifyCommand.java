package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code notify test NAME}. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = "Try a receiver of notifications.")
public final class NotifyCommand {
  private final Session session;

  NotifyCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Send a message that says that it is a trial.")
  void test(
      @Parameters(paramLabel = "NAME", description = "The credential that says whom, and how.")
          String name,
      @Mixin JsonOption json) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("to", name);
    JsonNode reply =
        ApiCalls.ask(session, "notify", client -> client.post("/api/notify/test", body));
    session.console().data(json.chosen() ? PrintedJson.line(reply) : "Told " + name);
  }
}
