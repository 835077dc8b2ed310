package io.noetl.camel.cli.command;

import io.noetl.camel.cli.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code exec PATH}. */
@Command(name = "exec", description = "Start a playbook of the catalog on the server.")
public final class ExecCommand implements Callable<Integer> {
  private final Session session;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Mixin private Starting starting = new Starting();

  ExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return starting.start(session);
  }
}
