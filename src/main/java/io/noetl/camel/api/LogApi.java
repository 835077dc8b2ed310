package io.noetl.camel.api;

import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.LogLine;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an execution's steps printed: a page, or a live stream of server-sent events. */
public class LogApi {
  private static final int MAX_PAGE = 5000;
  private static final int PAGE = 1000;

  private final ExecutionQueries executions;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that a step printed
   */
  public LogApi(ExecutionQueries executions, KnownSecrets secrets, Json json) {
    this.executions = executions;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * {@code GET /api/executions/{id}/logs?after=&step=&limit=&follow=}: a page; the lines as they
   * come where the client accepts {@code text/event-stream} or follows.
   */
  public Object logs(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    ExecutionSummary execution =
        executions
            .find(id)
            .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
    String step = request.query("step");
    if (wantsStream(request)) {
      LogStream stream =
          new LogStream(executions, secrets, json, new LogStream.Place(id, step, after(request)));
      return ApiReply.stream("text/event-stream", new Chunks(stream));
    }
    int limit = request.queryInt("limit", PAGE, 1, MAX_PAGE);
    List<LogLine> lines = executions.logs(id, after(request), step, limit);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(id));
    reply.put("status", execution.status().name());
    reply.put("logs", secrets.mask().list(lines.stream().map(ExecutionShapes::line).toList()));
    reply.put("next_after", lines.isEmpty() ? null : String.valueOf(lines.getLast().logId()));
    reply.put("has_more", lines.size() == limit);
    return reply;
  }

  private static boolean wantsStream(ApiRequest request) {
    String accept = request.header("accept");
    return request.queryFlag("follow") || (accept != null && accept.contains("text/event-stream"));
  }

  /** A client that lost its connection says what it read last. */
  private static long after(ApiRequest request) {
    Long after = request.queryId("after");
    String last = request.header("last-event-id");
    return after != null ? after : Optional.ofNullable(last).flatMap(Fields::parseLong).orElse(0L);
  }
}
