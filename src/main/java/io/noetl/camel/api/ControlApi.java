package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.retention.Age;
import io.noetl.camel.store.retention.Partition;
import io.noetl.camel.store.retention.Retention;
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
  private final Retention retention;

  public ControlApi(Executions executions, ExecutionQueries queries, Retention retention) {
    this.executions = executions;
    this.queries = queries;
    this.retention = retention;
  }

  /** {@code POST /api/executions/{id}/cancel} and {@code …/stop}, with cascade and reason. */
  public Object cancel(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.bodyOrEmpty();
    long id = request.id("id");
    Executions.Cancelled cancelled =
        executions.cancel(id, body.flag("cascade", false), body.text("reason"));
    if (!cancelled.found()) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found");
    }
    int count = cancelled.executions().size();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    boolean cleansUp = !cancelled.alreadyEnded() && !cancelled.executions().contains(id);
    reply.put(
        "status",
        cancelled.alreadyEnded() ? "already_completed" : cleansUp ? "cleaning_up" : "cancelled");
    reply.put("execution_id", String.valueOf(id));
    reply.put("cancelled_executions", texts(cancelled.executions()));
    reply.put(
        "message",
        cancelled.alreadyEnded()
            ? "Execution " + id + " has ended already"
            : cleansUp
                ? "Execution " + id + " cleans up already: how it ends is settled"
                : count + (count == 1 ? " execution was" : " executions were") + " told to stop");
    return reply;
  }

  /**
   * {@code POST /api/executions/cleanup}: with {@code older_than} drops what has ended so long ago,
   * for administrators; else cancels what has run too long.
   */
  public Object cleanup(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.bodyOrEmpty();
    if (body.has("older_than")) {
      request.require(Role.ADMIN);
      return dropped(age(body), body.flag("dry_run", false));
    }
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

  private static Duration age(BodyFields body) {
    String text = body.requiredText("older_than");
    try {
      return Age.parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "value_error", List.of("body", "older_than"), String.valueOf(e.getMessage()), text));
    }
  }

  private Object dropped(Duration age, boolean dryRun) {
    Retention.Dropped dropped = retention.drop(age, dryRun);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("cancelled_count", 0);
    reply.put("execution_ids", List.of());
    reply.put("dry_run", dryRun);
    reply.put("dropped_executions", dropped.executions());
    reply.put("dropped_bytes", dropped.bytes());
    reply.put("partitions", dropped.partitions().stream().map(Partition::suffix).toList());
    reply.put("kept_partitions", dropped.kept().stream().map(Partition::suffix).toList());
    reply.put(
        "message",
        "%s %d executions in %d partitions; %d partitions are kept, as something in them has not ended that long ago"
            .formatted(
                dryRun ? "Would drop" : "Dropped",
                dropped.executions(),
                dropped.partitions().size(),
                dropped.kept().size()));
    return reply;
  }

  private static List<String> texts(List<Long> ids) {
    return ids.stream().map(String::valueOf).toList();
  }
}
