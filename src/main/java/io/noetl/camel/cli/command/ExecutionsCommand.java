package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code executions}: finds executions by status, time and path. */
@Command(
    name = "executions",
    mixinStandardHelpOptions = true,
    description = {
      "Find executions, newest first, with the first line of their errors.",
      "For example: executions --status failed --since 12h --path 'reports/**'"
    })
public final class ExecutionsCommand implements Runnable {
  private static final int PAGE = 500;

  private final Session session;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "pending, running, paused, completed, failed or cancelled.")
  private @Nullable String status;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Started within 30m, 12h, 7d, or since 2026-03-01 or 2026-03-01T08:00 (UTC).")
  private @Nullable String since;

  @Option(
      names = "--path",
      paramLabel = "PATTERN",
      description = "The playbook's path: * is anything but a slash, ** anything.")
  private @Nullable String path;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "What they are about, by executor.spec.key of their playbook.")
  private @Nullable String key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Mixin private JsonOption json = new JsonOption();

  ExecutionsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    LocalDateTime earliest =
        since == null ? LocalDateTime.MIN : Since.of(since, LocalDateTime.now(Clock.systemUTC()));
    PathPattern pattern = path == null ? PathPattern.ANY : PathPattern.of(path);
    try (ServerClient client = session.connect()) {
      boolean more = true;
      for (int page = 1; more && found.size() < limit; page++) {
        more = read(client, page, pattern, earliest, found);
      }
    }
    print(found);
  }

  /** Tells whether there may be more behind this page. */
  private boolean read(
      ServerClient client, int page, PathPattern pattern, LocalDateTime earliest, ArrayNode found) {
    StringBuilder query = new StringBuilder("/api/executions?page_size=" + PAGE + "&page=" + page);
    if (status != null) {
      query.append("&status=").append(ServerClient.segments(status.toUpperCase(Locale.ROOT)));
    }
    if (key != null) {
      query.append("&key=").append(ServerClient.segments(key));
    }
    pattern.literal().ifPresent(p -> query.append("&path=").append(ServerClient.segments(p)));
    JsonNode rows =
        ApiCalls.accepted(session, "list executions", null, client.get(query.toString()));
    for (JsonNode row : rows) {
      if (LocalDateTime.parse(row.path("start_time").asText()).isBefore(earliest)
          || found.size() == limit) {
        return false;
      }
      if (pattern.matches(row.path("path").asText())) {
        found.add(row);
      }
    }
    return rows.size() == PAGE;
  }

  private void print(ArrayNode found) {
    if (json.chosen()) {
      session.console().data(PrintedJson.line(found));
      return;
    }
    Table table = new Table(List.of("execution_id", "path", "status", "started", "took", "error"));
    found.forEach(
        row ->
            table.row(
                List.of(
                    row.path("execution_id").asText(),
                    row.path("path").asText(),
                    row.path("status").asText(),
                    row.path("start_time").asText().replaceFirst("\\..*", "Z"),
                    took(row),
                    ExecutionReport.error(row).lines().findFirst().orElse(""))));
    session.console().data(table.text().stripTrailing());
    session.console().say(found.size() + (found.size() == limit ? " shown (--limit)" : " found"));
  }

  private static String took(JsonNode row) {
    String end = row.path("end_time").asText("");
    if (end.isEmpty() || end.equals("null")) {
      return "";
    }
    LocalDateTime start = LocalDateTime.parse(row.path("start_time").asText());
    return ProgressLines.duration(
            (double) Duration.between(start, LocalDateTime.parse(end)).toMillis())
        .strip();
  }
}
