package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.store.ExecutionQueries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stops executions. */
public class ControlApi {
  private static final int MAX_MINUTES = 525_600;

  private final Executions executions;
  private final ExecutionQueries queries;

  public ControlApi(Executions executions, ExecutionQueries queries) {
    this.executions = executions;
    this.queries = queries;
  }

  /** {@code POST /api/executions/{id}/cancel} and {@code …/stop}, with cascade and reason. */
  public Object cancel(ApiRequest request) {
    request.require(Role.OPERATOR);
    Fields body = request.bodyOrEmpty();
    long id = request.id("id");
    Executions.Cancelled cancelled =
        executions.cancel(id, body.flag("cascade", false), body.text("reason"));
    if (!cancelled.found()) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found");
    }
    int count = cancelled.executions().size();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", cancelled.alreadyEnded() ? "already_completed" : "cancelled");
    reply.put("execution_id", String.valueOf(id));
    reply.put("cancelled_executions", texts(cancelled.executions()));
    reply.put(
        "message",
        cancelled.alreadyEnded()
            ? "Execution " + id + " has ended already"
            : count + (count == 1 ? " execution was" : " executions were") + " told to stop");
    return reply;
  }

  /** {@code POST /api/executions/cleanup}: cancels what has run too long. */
  public Object cleanup(ApiRequest request) {
    request.require(Role.OPERATOR);
    Fields body = request.bodyOrEmpty();
    int minutes = body.integer("older_than_minutes", 5, 0, MAX_MINUTES);
    boolean dryRun = body.flag("dry_run", false);
    List<Long> stuck = queries.unfinishedOlderThan(Duration.ofMinutes(minutes));
    if (!dryRun) {
      stuck.forEach(id -> executions.cancel(id, false, "cleanup after " + minutes + " minutes"));
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("cancelled_count", stuck.size());
    reply.put("execution_ids", texts(stuck));
    reply.put("dry_run", dryRun);
    reply.put(
        "message",
        "%s %d executions that were started more than %d minutes ago"
            .formatted(dryRun ? "Would cancel" : "Cancelled", stuck.size(), minutes));
    return reply;
  }

  private static List<String> texts(List<Long> ids) {
    return ids.stream().map(String::valueOf).toList();
  }
}
