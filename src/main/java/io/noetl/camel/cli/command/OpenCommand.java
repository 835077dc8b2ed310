package io.noetl.camel.cli.command;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code open ID}: shows an execution in the browser. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = "Open an execution in the browser; the address goes to the standard output.")
public final class OpenCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  @Option(names = "--print", description = "Only print the address.")
  private boolean print;

  OpenCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String number = ExecutionId.checked(id);
    try (ServerClient client = session.connect()) {
      ApiCalls.accepted(
          session,
          "find execution",
          null,
          client.get("/api/executions/%s/status".formatted(number)));
      String address = client.server() + "/ui/executions/" + number;
      session.console().data(address);
      if (!print) {
        show(address);
      }
    }
  }

  private static void show(String address) {
    String program =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
            ? "open"
            : "xdg-open";
    try {
      new ProcessBuilder(List.of(program, address)).inheritIO().start();
    } catch (IOException e) {
      throw new CommandFailed(
          "no browser opens (%s): the address is above".formatted(e.getMessage()));
    }
  }
}
