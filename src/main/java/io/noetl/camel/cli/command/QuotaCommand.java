package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quota list|set|delete}. */
@Command(
    name = "quota",
    mixinStandardHelpOptions = true,
    description = {
      "How much the executions with a label may have together.",
      "Administrators set it; who has started what waits sees it in its status."
    })
public final class QuotaCommand {
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "open",
          "max_open",
          "waiting",
          "when_full",
          "python_seconds_used",
          "python_seconds",
          "per",
          "period_ends");

  private final Session session;

  QuotaCommand(Session session) {
    this.session = session;
  }

  /** The label that a verb is about. */
  static final class Label {
    @Parameters(paramLabel = "NAME=VALUE", index = "0", description = "The label.")
    private String text = "";

    String path() {
      if (text.indexOf('=') < 1) {
        throw new IllegalArgumentException(
            "label: '%s' (expected: a name and a value, as team=data)".formatted(text));
      }
      return "/api/quotas/" + ServerClient.segments(text);
    }
  }

  /** What becomes of an execution that finds nothing left. */
  enum WhenFull {
    queue,
    fail
  }

  /** The while of the seconds. */
  enum Period {
    hour,
    day
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All quotas, and what is used of them.")
  void list(@Mixin JsonOption json) {
    JsonNode items =
        ApiCalls.ask(session, "list quotas", client -> client.get("/api/quotas")).path("items");
    if (json.chosen()) {
      session.console().data(PrintedJson.line(items));
      return;
    }
    Table table = new Table(COLUMNS);
    items.forEach(
        row ->
            table.row(
                COLUMNS.stream()
                    .map(row::path)
                    .map(cell -> cell.isNull() ? "" : cell.asText(""))
                    .toList()));
    session.console().data(table.text().stripTrailing());
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = "Set the quota of a label, in the place of the one that it has.")
  void set(
      @Mixin Label label,
      @Option(
              names = "--max-open",
              paramLabel = "N",
              description = "How many of its executions are open at a time.")
          @Nullable Integer open,
      @Option(
              names = "--python-seconds",
              paramLabel = "N",
              description = "How long their Python code may run in each hour or day of UTC.")
          @Nullable Integer seconds,
      @Option(
              names = "--per",
              paramLabel = "PERIOD",
              description = "Of the seconds: ${COMPLETION-CANDIDATES} (default: day).")
          @Nullable Period per,
      @Option(
              names = "--when-full",
              paramLabel = "WHAT",
              description =
                  "What becomes of a start that finds nothing left: ${COMPLETION-CANDIDATES}"
                      + " (default: queue).")
          @Nullable WhenFull full,
      @Mixin JsonOption json) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (open != null) {
      body.put("max_open", open);
    }
    if (seconds != null) {
      body.put("python_seconds", seconds);
    }
    if (per != null) {
      body.put("per", per.name());
    }
    if (full != null) {
      body.put("when_full", full.name());
    }
    JsonNode set = ApiCalls.ask(session, "set the quota", client -> client.put(label.path(), body));
    session
        .console()
        .data(
            json.chosen()
                ? PrintedJson.line(set)
                : "The quota of %s is set".formatted(set.path("label").asText()));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Take the quota off a label: what waits for it goes on.")
  void delete(@Mixin Label label, @Mixin JsonOption json) {
    JsonNode reply =
        ApiCalls.ask(session, "delete the quota", client -> client.delete(label.path()));
    session
        .console()
        .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
  }
}
