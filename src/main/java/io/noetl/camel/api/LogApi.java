package io.noetl.camel.api;

import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionQueries.CountedLines;
import io.noetl.camel.store.ExecutionSummary;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.LogFilter;
import io.noetl.camel.store.LogLine;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretMask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an execution's steps printed: a page, or a live stream of server-sent events. */
public class LogApi {
  private static final int MAX_PAGE = 5000;
  private static final int PAGE = 1000;
  private static final List<String> STREAMS = List.of("stdout", "stderr", "system");

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
   * {@code GET
   * /api/executions/{id}/logs?after=&before=&step=&item=&stream=&q=&from=&to=&tail=&limit=&count=&follow=&download=}:
   * a page; the lines as they come where the client accepts {@code text/event-stream} or follows;
   * all of them as a text file where it downloads.
   */
  public Object logs(ApiRequest request) {
    request.require(Role.VIEWER);
    long id = request.id("id");
    ExecutionSummary.Status status =
        executions
            .status(id)
            .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
    LogFilter filter = filter(request);
    if (request.queryFlag("download")) {
      return file(id, filter);
    }
    if (wantsStream(request)) {
      return ApiReply.stream(
          "text/event-stream", new Chunks(new LogStream(executions, secrets, json, id, filter)));
    }
    boolean counted = request.queryFlag("count");
    CountedLines found =
        counted
            ? executions.countedLogs(id, filter)
            : new CountedLines(executions.logs(id, filter), 0);
    List<LogLine> lines = found.lines();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(id));
    reply.put("status", status.name());
    reply.put("logs", secrets.mask().list(lines.stream().map(ExecutionShapes::line).toList()));
    reply.put("next_after", lines.isEmpty() ? null : String.valueOf(lines.getLast().logId()));
    reply.put("has_more", lines.size() == filter.limit());
    if (counted) {
      reply.put("total", found.total());
    }
    return reply;
  }

  private static LogFilter filter(ApiRequest request) {
    Long before = request.queryId("before");
    int limit = request.queryInt("limit", PAGE, 1, MAX_PAGE);
    int tail = request.queryInt("tail", 0, 0, MAX_PAGE);
    return new LogFilter(
        after(request),
        before == null ? Long.MAX_VALUE : before,
        request.query("step"),
        request.given("item") == null ? null : request.queryInt("item", 0, 0, Integer.MAX_VALUE),
        stream(request),
        request.query("q"),
        request.queryTime("from"),
        request.queryTime("to"),
        tail > 0 || before != null,
        tail > 0 ? tail : limit);
  }

  private static @Nullable String stream(ApiRequest request) {
    String stream = request.query("stream");
    if (stream == null || STREAMS.contains(stream.toLowerCase(Locale.ROOT))) {
      return stream == null ? null : stream.toLowerCase(Locale.ROOT);
    }
    throw ApiProblem.field(
        new ApiProblem.FieldError(
            "enum",
            List.of("query", "stream"),
            "Input should be one of " + String.join(", ", STREAMS),
            stream));
  }

  private ApiReply file(long id, LogFilter filter) {
    SecretMask mask = secrets.mask();
    return new ApiReply(
        200,
        "text/plain; charset=utf-8",
        Map.of("Content-Disposition", "attachment; filename=\"execution-" + id + ".log\""),
        new Chunks(new LogFile(after -> executions.logs(id, filter.following(after, PAGE)), mask)));
  }

  private static boolean wantsStream(ApiRequest request) {
    String accept = request.header("accept");
    return request.queryFlag("follow") || (accept != null && accept.contains("text/event-stream"));
  }

  /** A client that lost its connection says what it read last. */
  private static long after(ApiRequest request) {
    Long after = request.queryId("after");
    String last = request.header("last-event-id");
    return after != null
        ? after
        : Optional.ofNullable(last).flatMap(BodyFields::parseLong).orElse(0L);
  }
}
