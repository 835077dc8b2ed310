package io.noetl.camel.api;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Executions.PlaybookNotFound;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.playbook.ExecutorSpec;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.store.JsonLike;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts executions, in both shapes that NoETL's clients know. */
public class StartApi {
  private static final int MOST_AT_ONCE = 1000;
  private static final String DUPLICATE = "duplicate";
  private static final String NO_PLAYBOOK = "Either 'path' or 'catalog_id' must be provided";

  private final Executions executions;
  private final boolean traced;

  /**
   * The beginnings of executions.
   *
   * @param traced whether the header {@code traceparent} of a request is looked at
   */
  public StartApi(Executions executions, boolean traced) {
    this.executions = executions;
    this.traced = traced;
  }

  /** {@code POST /api/execute} and its aliases. */
  public Object execute(ApiRequest request) {
    request.require(Role.OPERATOR);
    BodyFields body = request.body();
    return started(executions.start(startRequest(request, body, key(request, body), NO_PLAYBOOK)));
  }

  /**
   * {@code POST /api/execute/batch} {@code {executions: […]}}: each as {@code POST /api/execute}
   * takes it, by itself; one that is refused stops no other.
   */
  public Object batch(ApiRequest request) {
    request.require(Role.OPERATOR);
    List<?> items = request.body().list("executions");
    if (items == null) {
      throw ApiProblem.field(BodyFields.missing(List.of("body", "executions"), null));
    }
    if (items.size() > MOST_AT_ONCE) {
      throw ApiProblem.of(
          ApiError.INVALID,
          "executions has %d items (expected: at most %d)".formatted(items.size(), MOST_AT_ONCE));
    }
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Object item : items) {
      results.add(startedOrTold(request, item));
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("count", items.size());
    reply.put("started", count(results, "started"));
    reply.put("duplicates", count(results, DUPLICATE));
    reply.put("failed", count(results, "failed"));
    reply.put("results", results);
    return reply;
  }

  private static long count(List<Map<String, @Nullable Object>> results, String status) {
    return results.stream().filter(result -> status.equals(result.get("status"))).count();
  }

  private Map<String, @Nullable Object> startedOrTold(ApiRequest request, @Nullable Object item) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    try {
      if (!(item instanceof Map<?, ?> map)) {
        throw ApiProblem.of(ApiError.INVALID, "An item is not an object with a path");
      }
      BodyFields fields = new BodyFields(JsonLike.object(map));
      Executions.Started started =
          executions.start(startRequest(request, fields, key(fields), NO_PLAYBOOK));
      result.putAll(started(started));
      result.put("status", started.existing() ? DUPLICATE : "started");
    } catch (ApiProblem | PlaybookNotFound | PlaybookInvalid | Workload.StartRefused e) {
      result.put("status", "failed");
      result.put("error", String.valueOf(e.getMessage()));
    }
    return result;
  }

  /** {@code POST /api/run/{type}}; the type is playbook. */
  public Object run(ApiRequest request) {
    request.require(Role.OPERATOR);
    String type = request.path("type");
    if (!type.equals("playbook")) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "literal_error",
              List.of("path", "resource_type"),
              "Input should be 'playbook'",
              type,
              Map.of("expected", "'playbook'")));
    }
    BodyFields body = request.body();
    String missing = "At least one identifier must be provided: catalog_id or path";
    Executions.Started started =
        executions.start(startRequest(request, body, key(request, body), missing));
    String version = body.scalar("version");
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(started.executionId()));
    reply.put("catalog_id", String.valueOf(started.catalogId()));
    reply.put("path", started.path());
    reply.put("name", null);
    reply.put("version", version == null ? "latest" : version);
    reply.put("type", "playbook");
    reply.put("status", "running");
    reply.put("timestamp", null);
    reply.put("start_time", null);
    reply.put("end_time", null);
    reply.put("progress", 0);
    reply.put("result", null);
    reply.put("error", null);
    return reply;
  }

  /** The reply of {@code POST /api/execute}, which reruns give too. */
  static Map<String, @Nullable Object> started(Executions.Started started) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(started.executionId()));
    reply.put("status", "started");
    reply.put("commands_generated", 1);
    reply.put("path", started.path());
    reply.put("version", started.version());
    reply.put("catalog_id", String.valueOf(started.catalogId()));
    return reply;
  }

  private StartRequest startRequest(
      ApiRequest request, BodyFields body, @Nullable String key, String missing) {
    return new StartRequest(
        playbook(body, missing),
        Payload.of(body),
        parent(body),
        key,
        priority(body),
        new StartRequest.Origin(startedBy(request), "api", labels(request, body)));
  }

  /** The idempotency key of the header, else of the body; null for none. */
  static @Nullable String key(ApiRequest request, BodyFields body) {
    String header = request.header("idempotency-key");
    String given = key(body);
    return header == null ? given : header;
  }

  /** {@code idempotency_key}, or {@code dedup: {key}} as NoETL's subscriptions send it. */
  private static @Nullable String key(BodyFields body) {
    String key = body.text("idempotency_key");
    Map<String, @Nullable Object> dedup = key == null ? body.object("dedup") : null;
    return dedup == null ? key : new BodyFields(dedup).scalar("key");
  }

  /** Who asks, for the row of the execution. */
  static @Nullable String startedBy(ApiRequest request) {
    return request.caller().map(Caller::name).orElse(null);
  }

  /** {@code labels}: names and texts; a number or a flag is taken as its text. */
  private Map<String, String> labels(ApiRequest request, BodyFields body) {
    Map<String, @Nullable Object> given = body.object("labels");
    Map<String, String> labels = new LinkedHashMap<>();
    if (traced) {
      Traceparent.parse(request.header(Traceparent.NAME))
          .ifPresent(span -> labels.put(Traceparent.NAME, span.toString()));
    }
    if (given != null) {
      given.forEach((name, value) -> labels.put(name, label(name, value)));
    }
    return labels;
  }

  private static String label(String name, @Nullable Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    throw ApiProblem.field(
        new ApiProblem.FieldError(
            "string_type",
            List.of("body", "labels", name),
            "Input should be a valid string",
            value));
  }

  static @Nullable Integer priority(BodyFields body) {
    int most = ExecutorSpec.MOST_PRIORITY;
    if (!body.has("priority")) {
      return null;
    }
    return body.integer("priority", 0, -most, most);
  }

  private static StartRequest.PlaybookRef playbook(BodyFields body, String missing) {
    Long id = body.id("catalog_id");
    if (id != null) {
      return new StartRequest.PlaybookRef.ById(id);
    }
    String path = body.text("path");
    if (path == null || path.isBlank()) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "value_error",
              List.of("body"),
              "Value error, " + missing,
              Map.of(),
              Map.of("error", Map.of())));
    }
    return new StartRequest.PlaybookRef.ByPath(path.strip(), body.version("version"));
  }

  private static StartRequest.@Nullable Parent parent(BodyFields body) {
    Long id = body.id("parent_execution_id");
    Map<String, @Nullable Object> context = body.object("context");
    if (id == null && context != null) {
      id = new BodyFields(context).id("parent_execution_id");
    }
    return id == null ? null : new StartRequest.Parent(id, null);
  }
}
