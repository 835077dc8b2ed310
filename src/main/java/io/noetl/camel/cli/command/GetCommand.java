package io.noetl.camel.cli.command;

import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get credential NAME}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Show a stored credential.",
    subcommands = GetCommand.Credential.class)
public final class GetCommand {

  /** {@code get credential NAME}. */
  @Command(
      name = "credential",
      mixinStandardHelpOptions = true,
      description = "Show a credential; its secret values only if the server lets you.")
  static final class Credential implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The credential.")
    private String name = "";

    @Option(
        names = "--include-data",
        negatable = true,
        defaultValue = "true",
        fallbackValue = "true",
        description = "Ask for the secret values too (default: ${DEFAULT-VALUE}).")
    private boolean includeData;

    Credential(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      String path =
          "/api/credentials/%s?include_data=%s".formatted(ServerClient.segments(name), includeData);
      session
          .console()
          .data(
              PrintedJson.pretty(
                  ApiCalls.ask(session, "get credential", client -> client.get(path))));
    }
  }
}
