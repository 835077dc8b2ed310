package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows an execution and its children to the end, telling each step as it is done. */
final class Watching {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

  private final Session session;
  private final ServerClient client;

  Watching(Session session, ServerClient client) {
    this.session = session;
    this.client = client;
  }

  /** Waits, prints the outcome and gives the exit code: failed unless it has completed. */
  int untilEnd(String executionId) {
    ExecutionReport report = follow(executionId);
    session.console().data(report.text(session.console().style()));
    return exitCode(report);
  }

  static int exitCode(ExecutionReport report) {
    return report.completed() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Waits and tells the progress. */
  ExecutionReport follow(String executionId) {
    ProgressLines progress = new ProgressLines(session.console());
    while (true) {
      JsonNode root = detail(executionId);
      // Read before its children: when it has ended, they have.
      Map<String, JsonNode> children = new LinkedHashMap<>();
      List<ProgressLines.Seen> seen = new ArrayList<>();
      seen.add(new ProgressLines.Seen(root, 0));
      descend(executionId, 1, children, seen);
      progress.show(seen);
      if (ENDED.contains(root.path("status").asText())) {
        return new ExecutionReport(root, List.copyOf(children.values()));
      }
      pause();
    }
  }

  private void descend(
      String parent, int depth, Map<String, JsonNode> children, List<ProgressLines.Seen> seen) {
    JsonNode all =
        Asking.accepted(
            session,
            "list executions",
            null,
            client.get("/api/executions?parent_execution_id=" + parent));
    for (JsonNode child : all) {
      String id = child.path("execution_id").asText();
      if (child.path("parent_execution_id").asText().equals(parent) && !children.containsKey(id)) {
        JsonNode detail = detail(id);
        children.put(id, detail);
        seen.add(new ProgressLines.Seen(detail, depth));
        descend(id, depth + 1, children, seen);
      }
    }
  }

  private JsonNode detail(String id) {
    return Asking.accepted(session, "get execution", null, client.get("/api/executions/" + id));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
