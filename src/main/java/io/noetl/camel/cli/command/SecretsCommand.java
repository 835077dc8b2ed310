package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code secrets rotate}. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = "What the server keeps encrypted.",
    subcommands = SecretsCommand.Rotate.class)
public final class SecretsCommand {

  /** {@code secrets rotate}. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description = {
        "Wrap all stored secrets with the server's first master key.",
        "Put the new key in front of the old one and restart the server before, take the old one"
            + " off after."
      })
  static final class Rotate implements Runnable {
    private final Session session;

    @Mixin private JsonOption json = new JsonOption();

    Rotate(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      JsonNode reply =
          ApiCalls.ask(
              session, "rotate the master key", client -> client.post("/api/secrets/rotate"));
      session
          .console()
          .data(
              json.chosen()
                  ? PrintedJson.line(reply)
                  : "Wrapped %d secrets with the current master key"
                      .formatted(reply.path("rewrapped").asLong()));
    }
  }
}
