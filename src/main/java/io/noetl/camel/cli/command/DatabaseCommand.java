package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Command;

/** {@code db init|validate}. */
@Command(
    name = "db",
    mixinStandardHelpOptions = true,
    description = "Make or check the server's tables.",
    subcommands = {DatabaseCommand.Init.class, DatabaseCommand.Validate.class})
public final class DatabaseCommand {

  /** {@code db init}. */
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = "Make the tables, where they are not there yet.")
  static final class Init implements Runnable {
    private final Session session;

    Init(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      var reply =
          ApiCalls.ask(session, "initialise the database", client -> client.post("/api/db/init"));
      session.console().data(PrintedJson.pretty(reply));
    }
  }

  /** {@code db validate}. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Check that all tables are there.")
  static final class Validate implements Runnable {
    private final Session session;

    Validate(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      var reply =
          ApiCalls.ask(session, "validate the database", client -> client.get("/api/db/validate"));
      session.console().data(PrintedJson.pretty(reply));
      if (!reply.path("valid").asBoolean(true)) {
        throw new CommandFailed("Missing tables: " + reply.path("missing"));
      }
    }
  }
}
