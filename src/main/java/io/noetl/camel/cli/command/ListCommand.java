package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import io.noetl.camel.playbook.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code list KIND}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "A table of playbooks, credentials or executions.")
public final class ListCommand implements Runnable {
  private final Session session;

  @Parameters(
      paramLabel = "KIND",
      defaultValue = "Playbook",
      completionCandidates = Kinds.class,
      description = "${COMPLETION-CANDIDATES}, or another kind of the catalog.")
  private String kind = "Playbook";

  @Mixin private JsonOption json = new JsonOption();

  ListCommand(Session session) {
    this.session = session;
  }

  /** What the shell offers. */
  static final class Kinds extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Kinds() {
      super(List.of("Playbook", "Credential", "Execution"));
    }
  }

  @Override
  public void run() {
    switch (kind.toLowerCase(Locale.ROOT)) {
      case "execution", "executions" ->
          print(
              fetch("/api/executions"),
              "execution_id",
              "path",
              "version",
              "status",
              "start_time",
              "end_time");
      case "credential", "credentials" ->
          print(
              fetch("/api/credentials").path("items"), "name", "type", "description", "updated_at");
      default -> {
        JsonNode entries = fetch("/api/catalog/list/" + CatalogKind.of(kind)).path("entries");
        if (entries.isEmpty() && !CatalogKind.of(kind).equals("Playbook")) {
          throw new CommandFailed(
              "the catalog has no kind '%s'. %s".formatted(kind, Nearest.hint(kind, new Kinds())),
              ExitCode.USAGE);
        }
        print(entries, "path", "version", "catalog_id", "created_at");
      }
    }
  }

  private JsonNode fetch(String path) {
    return ApiCalls.ask(session, "list " + kind, client -> client.get(path));
  }

  private void print(JsonNode rows, String... columns) {
    if (json.chosen()) {
      session.console().data(PrintedJson.line(rows));
      return;
    }
    Table table = new Table(List.of(columns));
    rows.forEach(
        row ->
            table.row(
                Stream.of(columns)
                    .map(row::get)
                    .map(cell -> Objects.isNull(cell) ? "" : cell.asText(""))
                    .toList()));
    session.console().data(table.text().stripTrailing());
  }
}
