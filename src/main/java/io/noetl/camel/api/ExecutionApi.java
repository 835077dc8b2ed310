package io.noetl.camel.api;

import io.noetl.camel.store.CleanupQuery;
import io.noetl.camel.store.EventFilter;
import io.noetl.camel.store.EventView;
import io.noetl.camel.store.ExecutionFilter;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.ProgressQuery;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretMask;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads executions. Each route derives the status from the same state row. */
public class ExecutionApi {
  private static final int PAGE = 500;
  private static final int MAX_PAGE = 1000;
  private static final int DEFAULT_LIST = 100;
  private static final int CHILDREN = 200;

  private final ExecutionQueries executions;
  private final ProgressQuery progress;
  private final CleanupQuery cleanups;
  private final QuotaStore quotas;
  private final KnownSecrets secrets;
  private final Json json;
  private final ExecutionTraces traces;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that an execution's data holds
   * @param traces say which trace an execution is part of
   */
  public ExecutionApi(
      ExecutionQueries executions,
      ProgressQuery progress,
      CleanupQuery cleanups,
      QuotaStore quotas,
      KnownSecrets secrets,
      Json json,
      ExecutionTraces traces) {
    this.cleanups = cleanups;
    this.quotas = quotas;
    this.executions = executions;
    this.progress = progress;
    this.secrets = secrets;
    this.json = json;
    this.traces = traces;
  }

  /**
   * {@code GET /api/executions?page=&page_size=&status=&path=&parent_execution_id=&key=}: newest
   * first.
   */
  public Object list(ApiRequest request) {
    request.require(Role.VIEWER);
    int size =
        request.queryInt(
            "page_size", request.queryInt("limit", DEFAULT_LIST, 1, MAX_PAGE), 1, MAX_PAGE);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    ExecutionFilter filter =
        new ExecutionFilter(
            request.query("path"),
            status(request.given("status")),
            request.queryId("parent_execution_id"),
            request.query("key"),
            size,
            (page - 1) * size);
    return secrets
        .mask()
        .list(executions.list(filter).stream().map(ExecutionShapes::listed).toList());
  }

  /**
   * {@code GET /api/executions/{id}}: with its children and all events, or a page of the newest
   * where {@code page}, {@code page_size} or {@code since_event_id} is given.
   */
  public Object detail(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSummary execution = find(request, "Execution " + request.path("id") + " not found");
    Map<String, @Nullable Object> head =
        ExecutionShapes.detail(execution, cleanups.of(execution.executionId()));
    traces.tell(execution.executionId(), head);
    tellWaits(execution, head);
    head.put(
        "children",
        executions.list(ExecutionFilter.childrenOf(execution.executionId(), CHILDREN)).stream()
            .map(ExecutionShapes::listed)
            .toList());
    if (NewestEvents.asked(request)) {
      head.putAll(new NewestEvents(executions).page(execution.executionId(), request));
      return secrets.mask().object(head);
    }
    return ApiReply.stream(ApiReply.JSON, allEvents(head, execution.executionId()));
  }

  /** {@code GET /api/executions/{id}/status}. */
  public Object status(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSummary execution = find(request, "Execution not found");
    Map<String, @Nullable Object> shape =
        ExecutionShapes.status(
            execution, progress.of(execution.executionId()), cleanups.of(execution.executionId()));
    tellWaits(execution, shape);
    return secrets.mask().object(shape);
  }

  private void tellWaits(ExecutionSummary execution, Map<String, @Nullable Object> shape) {
    QuotaShapes.tellWaits(quotas, execution.status().name(), execution.executionId(), shape);
  }

  /** {@code GET /api/executions/{id}/cancellation-check}: whether it was told to stop. */
  public Object cancellation(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSummary execution = find(request, "Execution not found");
    boolean cancelled = execution.status() == ExecutionSummary.Status.CANCELLED;
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(execution.executionId()));
    reply.put("status", execution.status().name());
    reply.put("cancelled", cancelled);
    reply.put("is_cancelled", cancelled);
    return reply;
  }

  /** {@code GET /api/execute/status/{id}}: the status, and the execution without its events. */
  public Object statusAndDetail(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSummary execution = find(request, "Execution not found");
    Map<String, @Nullable Object> shape =
        ExecutionShapes.detail(execution, cleanups.of(execution.executionId()));
    shape.putAll(
        ExecutionShapes.status(
            execution, progress.of(execution.executionId()), cleanups.of(execution.executionId())));
    tellWaits(execution, shape);
    return secrets.mask().object(shape);
  }

  /**
   * {@code GET
   * /api/executions/{id}/events?page=&page_size=&event_type=&step=&after=&follow=&references=&heads=}:
   * a page; the events as they come where the client accepts {@code text/event-stream} or follows.
   */
  public Object events(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    if (executions.status(id).isEmpty()) {
      throw ApiProblem.of(ApiError.NOT_FOUND, "Execution " + request.path("id") + " not found");
    }
    String accept = request.header("accept");
    if (request.queryFlag("follow") || (accept != null && accept.contains("text/event-stream"))) {
      return follow(id, request);
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(id));
    reply.putAll(eventPage(id, request));
    return secrets.mask().object(reply);
  }

  /** A client that lost its connection says what it read last. */
  private ApiReply follow(long id, ApiRequest request) {
    String last = request.header("last-event-id");
    Long after = last == null ? request.queryId("after") : BodyFields.parseLong(last).orElse(null);
    EventFilter filter =
        new EventFilter(
            after, request.query("event_type"), request.query("step"), PAGE, 0, values(request));
    return ApiReply.stream(
        "text/event-stream", new Chunks(new EventStream(executions, secrets, json, id, filter)));
  }

  /** {@code GET /api/events?execution_id=}: all events of an execution. */
  public Object eventsOf(ApiRequest request) {
    request.require(Role.VIEWER);
    Long id = request.queryId("execution_id");
    if (id == null) {
      throw ApiProblem.field(BodyFields.missing(List.of("query", "execution_id"), null));
    }
    return ApiReply.stream(
        ApiReply.JSON, allEvents(Map.of("execution_id", String.valueOf(id)), id));
  }

  private InputStream allEvents(Map<String, ? extends @Nullable Object> head, long id) {
    SecretMask mask = secrets.mask();
    return PagedArray.<EventView>object(
        mask.object(head),
        "events",
        last ->
            executions.events(
                id, EventFilter.following(last == null ? null : last.eventId(), PAGE)),
        event -> mask.object(ExecutionShapes.event(event)),
        json);
  }

  private static EventFilter.Values values(ApiRequest request) {
    if (request.queryFlag("heads")) {
      return EventFilter.Values.NONE;
    }
    return request.queryFlag("references")
        ? EventFilter.Values.REFERENCES
        : EventFilter.Values.WHOLE;
  }

  private Map<String, @Nullable Object> eventPage(long id, ApiRequest request) {
    int size = request.queryInt("page_size", DEFAULT_LIST, 1, MAX_PAGE);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    EventFilter filter =
        new EventFilter(
            request.queryId("after"),
            request.query("event_type"),
            request.query("step"),
            size,
            (page - 1) * size,
            values(request));
    long total = executions.countEvents(id, filter);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put(
        "events", executions.events(id, filter).stream().map(ExecutionShapes::event).toList());
    reply.put("page", page);
    reply.put("page_size", size);
    reply.put("total", total);
    reply.put("has_more", (long) page * size < total);
    return reply;
  }

  private ExecutionSummary find(ApiRequest request, String missing) {
    return executions
        .find(request.id("id"))
        .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, missing));
  }

  private static ExecutionSummary.@Nullable Status status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ExecutionSummary.Status.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "enum",
              List.of("query", "status"),
              "Input should be one of " + Arrays.toString(ExecutionSummary.Status.values()),
              text));
    }
  }
}
