package io.noetl.camel.cli.command;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.playbook.PlaybookSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code schema}: the JSON Schema of playbooks, without a server. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of playbooks, for editors.")
public final class SchemaCommand implements Callable<Integer> {
  private final Session session;

  SchemaCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.console().data(PlaybookSchema.text().strip());
    return ExitCode.OK;
  }
}
