package io.noetl.camel.cli.command;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.playbook.PlaybookSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schema [KIND]}: the JSON Schema of playbooks or subscriptions, without a server. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of playbooks or subscriptions, for editors.")
public final class SchemaCommand implements Callable<Integer> {
  /** What there is a schema of. */
  enum Kind {
    playbook,
    subscription
  }

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "playbook (the default) or subscription.")
  private Kind kind = Kind.playbook;

  SchemaCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String schema =
        switch (kind) {
          case playbook -> PlaybookSchema.text();
          case subscription -> PlaybookSchema.ofSubscriptions();
        };
    session.console().data(schema.strip());
    return ExitCode.OK;
  }
}
