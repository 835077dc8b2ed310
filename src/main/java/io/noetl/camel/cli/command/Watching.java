package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Follows an execution and its children to the end, telling each step as it is done. */
final class Watching {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final int PAGE = 500;

  private final Session session;
  private final ServerClient client;

  Watching(Session session, ServerClient client) {
    this.session = session;
    this.client = client;
  }

  /** Waits, prints the outcome and gives the exit code: failed unless it has completed. */
  int untilEnd(String executionId) {
    ExecutionReport report = follow(executionId);
    session.console().data(report.text(session.console().dataStyle()));
    return exitCode(report);
  }

  static int exitCode(ExecutionReport report) {
    return report.completed() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Waits and tells the progress. */
  ExecutionReport follow(String executionId) {
    Map<String, Followed> family = new LinkedHashMap<>();
    family.put(executionId, new Followed(executionId, 0));
    Followed root = Objects.requireNonNull(family.get(executionId));
    ProgressLines progress = new ProgressLines(session.console());
    do {
      // Each one's state before its events: when it has ended, they are complete.
      List.copyOf(family.values()).forEach(member -> look(member, family));
      progress.show(family.values());
      // A child that began in between is looked at once more before the end is told.
    } while (!root.ended() && pause());
    family.values().stream()
        .filter(member -> !member.ended())
        .forEach(member -> look(member, family));
    progress.show(family.values());
    return new ExecutionReport(root, family.values().stream().skip(1).toList());
  }

  private void look(Followed member, Map<String, Followed> family) {
    if (member.ended()) {
      return;
    }
    JsonNode detail = get("/api/executions/%s?page_size=1".formatted(member.id()));
    for (JsonNode child : detail.path("children")) {
      String id = child.path("execution_id").asText();
      if (!family.containsKey(id)) {
        Followed begun = new Followed(id, member.depth() + 1);
        family.put(id, begun);
        look(begun, family);
      }
    }
    JsonNode page;
    do {
      page =
          get(
              "/api/executions/%s/events?page_size=%d&after=%d"
                  .formatted(member.id(), PAGE, member.lastEventId()));
      page.path("events").forEach(member::add);
    } while (page.path("has_more").asBoolean());
    member.state(detail);
  }

  private JsonNode get(String path) {
    return ApiCalls.accepted(session, "get execution", null, client.get(path));
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
