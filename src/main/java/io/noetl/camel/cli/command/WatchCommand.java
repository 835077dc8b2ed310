package io.noetl.camel.cli.command;

import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code watch ID}. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Show an execution's steps and its children's as they run, until it has ended.")
public final class WatchCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ID", description = "The execution.")
  private String id = "";

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (ServerClient client = session.connect()) {
      return new Watching(session, client).untilEnd(ExecutionId.checked(id));
    }
  }
}
