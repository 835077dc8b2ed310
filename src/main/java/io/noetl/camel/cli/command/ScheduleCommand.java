package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.Reply;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule create|list|show|pause|resume|delete|run|backfill}. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Playbooks that start by themselves.",
    subcommands = {ScheduleCreateCommand.class})
public final class ScheduleCommand {
  private final Session session;

  ScheduleCommand(Session session) {
    this.session = session;
  }

  /** The schedule that a verb is about. */
  static final class Id {
    @Parameters(paramLabel = "ID", description = "The schedule.")
    private String id = "";

    String path() {
      if (!id.matches("\\d{1,19}")) {
        throw new IllegalArgumentException(
            "schedule: '%s' (expected: its number, see `noetlctl schedule list`)".formatted(id));
      }
      return "/api/schedules/" + id;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "All schedules.")
  void list(@Mixin JsonOption json) {
    JsonNode items = ask("list schedules", client -> client.get("/api/schedules")).path("items");
    if (json.chosen()) {
      session.console().data(PrintedJson.line(items));
      return;
    }
    List<String> columns =
        List.of(
            "schedule_id",
            "name",
            "playbook_path",
            "cron",
            "interval_seconds",
            "timezone",
            "enabled",
            "next_run_at",
            "last_run_at",
            "last_status");
    Table table = new Table(columns);
    items.forEach(
        row ->
            table.row(
                columns.stream()
                    .map(c -> row.path(c).asText(""))
                    .map(ScheduleCommand::cell)
                    .toList()));
    session.console().data(table.text().stripTrailing());
  }

  private static String cell(String text) {
    return text.equals("null") ? "" : text;
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "One schedule.")
  void show(@Mixin Id id, @Mixin JsonOption json) {
    print(json, ask("get schedule", client -> client.get(id.path())));
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stop it from starting; what has started goes on.")
  void pause(@Mixin Id id, @Mixin JsonOption json) {
    print(json, ask("pause schedule", client -> client.post(id.path() + "/pause")));
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Let it start again, from now on.")
  void resume(@Mixin Id id, @Mixin JsonOption json) {
    print(json, ask("resume schedule", client -> client.post(id.path() + "/resume")));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete it; what it has started stays.")
  void delete(@Mixin Id id, @Mixin JsonOption json) {
    JsonNode reply = ask("delete schedule", client -> client.delete(id.path()));
    session
        .console()
        .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
  }

  @Command(name = "run", mixinStandardHelpOptions = true, description = "Start it now.")
  void run(@Mixin Id id, @Mixin JsonOption json) {
    JsonNode reply = ask("run schedule", client -> client.post(id.path() + "/run"));
    session.console().data(json.text("Execution started:", reply));
  }

  @Command(
      name = "backfill",
      mixinStandardHelpOptions = true,
      description = "Start the runs of a range of time that have not been started.")
  void backfill(
      @Mixin Id id,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "TIME",
              description = "The first time that counts, as 2026-11-24T00:00:00Z.")
          String from,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "TIME",
              description = "The first that does not.")
          String to,
      @Option(names = "--dry-run", description = "Only say which.") boolean dryRun,
      @Mixin JsonOption json) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("from", from).put("to", to).put("dry_run", dryRun);
    JsonNode reply = ask("backfill schedule", client -> client.post(id.path() + "/backfill", body));
    if (json.chosen()) {
      session.console().data(PrintedJson.line(reply));
      return;
    }
    reply.path("runs").forEach(run -> session.console().data(line(run)));
    session.console().data(reply.path("message").asText());
  }

  private static String line(JsonNode run) {
    @Nullable String execution = run.path("execution_id").textValue();
    return Stream.of(
            run.path("scheduled_time").asText(),
            execution == null ? "" : execution,
            run.path("existing").asBoolean() ? "was there" : "")
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + "  " + b)
        .orElse("");
  }

  private void print(JsonOption json, JsonNode reply) {
    session.console().data(json.text("Schedule:", reply));
  }

  private JsonNode ask(String what, Function<ServerClient, Reply> call) {
    return ApiCalls.ask(session, what, call);
  }
}
