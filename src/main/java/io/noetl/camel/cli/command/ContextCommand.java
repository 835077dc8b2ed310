package io.noetl.camel.cli.command;

import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.Contexts;
import io.noetl.camel.cli.output.Table;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code context list|current|add|use|delete}. */
@Command(
    name = "context",
    mixinStandardHelpOptions = true,
    description = "The servers that you work with (~/.noetl/config.yaml).")
public final class ContextCommand {
  private final Session session;

  ContextCommand(Session session) {
    this.session = session;
  }

  @Command(name = "list", description = "All contexts; a star marks the current one.")
  void list() {
    Contexts contexts = session.contexts();
    String current = contexts.current().orElse("");
    Table table = new Table(List.of("", "name", "server_url"));
    contexts
        .servers()
        .forEach((name, url) -> table.row(List.of(name.equals(current) ? "*" : "", name, url)));
    session.console().data(table.text().stripTrailing());
  }

  @Command(name = "current", description = "The current context.")
  void current() {
    Contexts contexts = session.contexts();
    session
        .console()
        .data(
            contexts
                .current()
                .map(name -> name + " " + contexts.server(name))
                .orElse("none: http://localhost:8082 is used"));
  }

  @Command(name = "add", description = "Add a context, or change its server.")
  void add(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--url", paramLabel = "URL", required = true) URI url,
      @Option(names = "--use", description = "Work with it from now on.") boolean use) {
    session.contexts().add(name, url.toString());
    if (use) {
      session.contexts().use(name);
    }
  }

  @Command(name = "use", description = "Work with a context from now on.")
  void use(@Parameters(paramLabel = "NAME") String name) {
    session.contexts().use(name);
  }

  @Command(name = "delete", description = "Forget a context.")
  void delete(@Parameters(paramLabel = "NAME") String name) {
    session.contexts().remove(name);
  }
}
