package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiReply;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Chunks;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.ExecutionSearch;
import io.noetl.camel.store.search.FoundExecution;
import io.noetl.camel.store.search.SearchCursor;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds executions, counts them by time and status, and tells as they change. */
public class SearchApi {
  private static final int PAGE = 100;
  private static final int MOST = 1000;
  private static final int MOST_BUCKETS = 500;
  private static final Duration DAY = Duration.ofDays(1);

  private final SearchQueries queries;
  private final KnownSecrets secrets;
  private final Json json;
  private final Clock clock;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that an error or a label holds
   */
  public SearchApi(SearchQueries queries, KnownSecrets secrets, Json json, Clock clock) {
    this.queries = queries;
    this.secrets = secrets;
    this.json = json;
    this.clock = clock;
  }

  /** {@code GET /api/executions/search?…&cursor=&limit=&count=}: newest first. */
  public Object search(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSearch search = search(request, Map.of());
    int limit = request.queryInt("limit", PAGE, 1, MOST);
    List<FoundExecution> page = queries.page(search, cursor(request.query("cursor")), limit);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("items", page.stream().map(ViewShapes::execution).toList());
    reply.put(
        "next_cursor", page.size() < limit ? null : SearchQueries.behind(page.getLast()).text());
    if (request.queryFlag("count")) {
      int count = queries.count(search);
      reply.put("total", count);
      reply.put("total_is_more", count == SearchQueries.MOST_COUNTED);
    }
    return secrets.mask().object(reply);
  }

  /**
   * {@code GET /api/executions/counts?…&bucket=}: how many were started, by status and by buckets
   * of seconds; of the last day, where no time is given.
   */
  public Object counts(ApiRequest request) {
    request.require(Role.VIEWER);
    Instant now = clock.instant();
    Map<String, String> defaults =
        request.query("from") == null ? Map.of("from", now.minus(DAY).toString()) : Map.of();
    ExecutionSearch search = search(request, defaults);
    Instant from = Optional.ofNullable(search.from()).orElse(now);
    Instant to = Optional.ofNullable(search.to()).orElse(now);
    long seconds = Math.max(1, Duration.between(from, to).toSeconds());
    int least = (int) Math.min(Integer.MAX_VALUE, seconds / MOST_BUCKETS + 1);
    int width = Math.max(least, request.queryInt("bucket", least, 1, Integer.MAX_VALUE));
    Map<String, Long> totals = new TreeMap<>();
    Map<Instant, Map<String, Long>> buckets = new TreeMap<>();
    for (SearchQueries.Bucket bucket : queries.buckets(search, Duration.ofSeconds(width))) {
      totals.merge(bucket.status().name(), bucket.count(), Long::sum);
      buckets
          .computeIfAbsent(bucket.start(), start -> new TreeMap<>())
          .put(bucket.status().name(), bucket.count());
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("from", zulu(from));
    reply.put("to", zulu(to));
    reply.put("bucket_seconds", width);
    reply.put("totals", totals);
    reply.put(
        "buckets",
        buckets.entrySet().stream()
            .map(entry -> Map.of("start", zulu(entry.getKey()), "counts", entry.getValue()))
            .toList());
    return reply;
  }

  /**
   * {@code GET /api/executions/changes?…&since=&follow=}: executions that were started since a time
   * (milliseconds) or have not ended; as server-sent events, each time that one is started or its
   * status changes, where the client accepts {@code text/event-stream} or follows. {@code
   * Last-Event-ID} goes on where a connection broke.
   */
  public Object changes(ApiRequest request) {
    request.require(Role.VIEWER);
    ExecutionSearch search = search(request, Map.of());
    String last = request.header("last-event-id");
    Long given = request.queryId("since");
    Instant since =
        Optional.ofNullable(last)
            .flatMap(BodyFields::parseLong)
            .or(() -> Optional.ofNullable(given))
            .map(Instant::ofEpochMilli)
            .orElseGet(clock::instant);
    String accept = request.header("accept");
    if (!request.queryFlag("follow") && (accept == null || !accept.contains("text/event-stream"))) {
      Instant now = clock.instant();
      List<FoundExecution> found = queries.lately(search, since, List.of(), PAGE);
      return secrets
          .mask()
          .object(
              Map.of(
                  "items",
                  found.stream().map(ViewShapes::execution).toList(),
                  "since",
                  String.valueOf(now.toEpochMilli())));
    }
    return ApiReply.stream(
        "text/event-stream",
        new Chunks(new ChangeStream(queries, secrets, json, clock, search, since)));
  }

  private static ExecutionSearch search(ApiRequest request, Map<String, String> defaults) {
    return new SearchParameters(
            "query",
            name -> {
              String given = request.given(name);
              return given == null ? defaults.get(name) : given;
            })
        .read();
  }

  private static @Nullable SearchCursor cursor(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return SearchCursor.parse(text)
        .orElseThrow(
            () ->
                ApiProblem.field(
                    new ApiProblem.FieldError(
                        "value_error",
                        List.of("query", "cursor"),
                        "Input should be the next_cursor of a page",
                        text)));
  }

  private static String zulu(Instant time) {
    return IsoTime.zulu(time.atOffset(ZoneOffset.UTC));
  }
}
