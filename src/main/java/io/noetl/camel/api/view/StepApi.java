package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiError;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.Role;
import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.FoundExecution;
import io.noetl.camel.store.search.Gap;
import io.noetl.camel.store.search.ItemSpan;
import io.noetl.camel.store.search.LoopItems;
import io.noetl.camel.store.search.PauseQueries;
import io.noetl.camel.store.search.PauseQueries.Idle;
import io.noetl.camel.store.search.PauseQueries.Pause;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.search.StepQueries;
import io.noetl.camel.store.search.StepQueries.CallSpan;
import io.noetl.camel.store.search.StepSpan;
import io.noetl.camel.store.search.WaitQueries;
import io.noetl.camel.store.search.WaitQueries.WaitSpan;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the steps of an execution ran, the items of their loops, and each of their calls. */
public class StepApi {
  private static final int PAGE = 200;
  private static final int MOST = 1000;
  private static final int MOST_PARTS = 1000;
  private static final int MOST_WAITS = 2000;
  private static final int MOST_PAUSES = 100;
  private static final int MOST_GAPS = 500;
  private static final Set<String> ITEM_STATUSES = Set.of("RUNNING", "COMPLETED", "FAILED");

  private final SearchQueries executions;
  private final StepQueries steps;
  private final WaitQueries waits;
  private final PauseQueries pauses;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that an error holds
   */
  public StepApi(
      SearchQueries executions,
      StepQueries steps,
      WaitQueries waits,
      PauseQueries pauses,
      KnownSecrets secrets,
      Json json) {
    this.executions = executions;
    this.steps = steps;
    this.waits = waits;
    this.pauses = pauses;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * {@code GET /api/executions/{id}/steps}: each run of a step, in the order of their beginning,
   * and when nothing of it ran; when steps waited for a time, a signal or a person; when the
   * execution was paused.
   */
  public Object steps(ApiRequest request) {
    request.require(Role.VIEWER);
    FoundExecution execution = find(request);
    List<Pause> paused = pauses.of(execution.executionId(), MOST_PAUSES);
    List<Idle> idle =
        paused.isEmpty() ? List.of() : pauses.idle(execution.executionId(), MOST_PAUSES);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(execution.executionId()));
    reply.put("status", execution.status().name());
    reply.put(
        "steps",
        steps.steps(execution.executionId()).stream()
            .map(span -> shape(span, execution, idle))
            .toList());
    reply.put(
        "waits",
        waits.of(execution.executionId(), MOST_WAITS).stream().map(StepApi::wait).toList());
    reply.put("pauses", paused.reversed().stream().map(StepApi::pause).toList());
    return secrets.mask().object(reply);
  }

  /**
   * {@code GET /api/executions/{id}/steps/{step}/items?status=&token=&page=&page_size=&parts=}: a
   * page of a loop's items, the counts of all, and how they are spread over its time.
   */
  public Object items(ApiRequest request) {
    request.require(Role.VIEWER);
    FoundExecution execution = find(request);
    String step = request.path("step");
    String token = request.query("token");
    int size = request.queryInt("page_size", PAGE, 1, MOST);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    int parts = request.queryInt("parts", 0, 0, MOST_PARTS);
    String status = status(request.query("status"));
    long id = execution.executionId();
    LoopItems loop =
        steps.items(
            id,
            step,
            token,
            new StepQueries.Page(status, Math.multiplyExact(page - 1, size), size, parts));
    Map<String, Integer> totals = new LinkedHashMap<>();
    loop.counts().forEach(count -> totals.put(count.status(), count.count()));
    int total =
        loop.counts().stream()
            .filter(count -> status == null || count.status().equals(status))
            .mapToInt(LoopItems.Count::count)
            .sum();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(id));
    reply.put("step", step);
    reply.put("counts", totals);
    reply.put(
        "started_at",
        ViewShapes.zulu(
            loop.counts().stream()
                .map(LoopItems.Count::first)
                .min(LocalDateTime::compareTo)
                .orElse(null)));
    reply.put(
        "ended_at",
        ViewShapes.zulu(
            loop.counts().stream()
                .map(LoopItems.Count::last)
                .max(LocalDateTime::compareTo)
                .orElse(null)));
    reply.put("items", loop.page().stream().map(item -> item(item, execution)).toList());
    reply.put("page", page);
    reply.put("page_size", size);
    reply.put("total", total);
    reply.put("has_more", (long) page * size < total);
    if (parts > 0) {
      reply.put("parts", parts);
      reply.put("density", loop.density());
    }
    return secrets.mask().object(reply);
  }

  /** {@code GET /api/executions/{id}/steps/{step}/calls?token=&item=}: each attempt and page. */
  public Object calls(ApiRequest request) {
    request.require(Role.VIEWER);
    FoundExecution execution = find(request);
    String step = request.path("step");
    Integer item =
        request.query("item") == null ? null : request.queryInt("item", 0, 0, Integer.MAX_VALUE);
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("execution_id", String.valueOf(execution.executionId()));
    reply.put("step", step);
    reply.put("item", item);
    reply.put(
        "calls",
        attempts(steps.calls(execution.executionId(), step, request.query("token"), item, MOST)));
    return secrets.mask().object(reply);
  }

  /**
   * A call begins where the one before ended or its delay is over, the first where the step was
   * entered.
   */
  private List<Map<String, @Nullable Object>> attempts(List<CallSpan> events) {
    List<Map<String, @Nullable Object>> calls = new ArrayList<>();
    LocalDateTime begun = null;
    int number = 0;
    for (CallSpan event : events) {
      switch (event.type()) {
        case "step.enter" -> {
          begun = event.at();
          number = 0;
        }
        case "call.done", "call.error", "task.done", "task.failed" -> {
          Map<String, @Nullable Object> call = new LinkedHashMap<>();
          call.put("number", ++number);
          call.put("event_id", String.valueOf(event.eventId()));
          call.put("status", event.type().endsWith(".done") ? "COMPLETED" : "FAILED");
          call.put("started_at", ViewShapes.zulu(begun));
          call.put("ended_at", ViewShapes.zulu(event.at()));
          call.put("again", event.again());
          call.put("error", error(event.error()));
          call.put("stack_trace", event.stackTrace());
          call.put("token", event.token());
          calls.add(call);
          begun = event.nextAt() == null ? event.at() : event.nextAt();
        }
        default -> {}
      }
    }
    return calls;
  }

  private Map<String, @Nullable Object> shape(
      StepSpan span, FoundExecution execution, List<Idle> idle) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    boolean stopped = execution.status().ended() && span.endedAt() == null;
    List<Gap> gaps = new ArrayList<>(span.gaps());
    idle.stream()
        .filter(one -> one.step().equals(span.step()) && Objects.equals(one.token(), span.token()))
        .map(Idle::gap)
        .forEach(gaps::add);
    gaps.sort(Gap.ORDER);
    shape.put("step", span.step());
    shape.put("token", span.token());
    shape.put("kind", span.kind());
    shape.put("status", stopped ? "CANCELLED" : span.status());
    shape.put("issued_at", ViewShapes.zulu(span.issuedAt()));
    shape.put("started_at", ViewShapes.zulu(span.startedAt()));
    shape.put("ended_at", ViewShapes.zulu(span.endedAt()));
    shape.put("attempts", span.startedAt() == null ? 0 : span.retries() + 1);
    shape.put("pages", span.pages() == 0 ? 0 : span.pages() + 1);
    shape.put("items", span.items().begun() == 0 ? null : span.items());
    shape.put("error", error(span.error()));
    shape.put("fails", span.fails());
    shape.put("edges", span.edges());
    shape.put("gaps", gaps(gaps, span.endedAt() == null ? end(execution) : span.endedAt()));
    return shape;
  }

  private static @Nullable LocalDateTime end(FoundExecution execution) {
    OffsetDateTime end = execution.endTime();
    return end == null ? null : end.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static List<Map<String, @Nullable Object>> gaps(
      List<Gap> gaps, @Nullable LocalDateTime end) {
    List<Gap> newest = gaps.subList(Math.max(0, gaps.size() - MOST_GAPS), gaps.size());
    return Gap.before(end, newest).stream().map(StepApi::gap).toList();
  }

  private static Map<String, @Nullable Object> gap(Gap gap) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("kind", gap.kind().name().toLowerCase(Locale.ROOT));
    shape.put("begun_at", ViewShapes.zulu(gap.begunAt()));
    shape.put("ended_at", ViewShapes.zulu(gap.endedAt()));
    return shape;
  }

  private static Map<String, @Nullable Object> pause(Pause pause) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("begun_at", ViewShapes.zulu(pause.begunAt()));
    shape.put("ended_at", ViewShapes.zulu(pause.endedAt()));
    shape.put("reason", pause.reason());
    return shape;
  }

  private static Map<String, @Nullable Object> wait(WaitSpan wait) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    OffsetDateTime ended = wait.endedAt();
    OffsetDateTime due = wait.dueAt();
    shape.put("step", wait.step());
    shape.put("kind", wait.kind());
    shape.put("signal", wait.signal());
    shape.put("key", wait.key());
    shape.put("begun_at", IsoTime.zulu(wait.begunAt()));
    shape.put("ended_at", ended == null ? null : IsoTime.zulu(ended));
    shape.put("due_at", due == null ? null : IsoTime.zulu(due));
    shape.put("parked", wait.parked());
    return shape;
  }

  private Map<String, @Nullable Object> item(ItemSpan item, FoundExecution execution) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("item", item.item());
    shape.put("label", item.label());
    shape.put("token", item.token());
    shape.put("status", item.status());
    shape.put("started_at", ViewShapes.zulu(item.startedAt()));
    shape.put("ended_at", ViewShapes.zulu(item.endedAt()));
    shape.put("attempts", item.retries() + 1);
    shape.put("error", error(item.error()));
    shape.put("gaps", gaps(item.gaps(), item.endedAt() == null ? end(execution) : item.endedAt()));
    return shape;
  }

  /** The log has errors as JSON texts; one that was cut is shown as it is. */
  private @Nullable Object error(@Nullable String written) {
    try {
      return json.readNullable(written);
    } catch (Json.Malformed e) {
      return written;
    }
  }

  private static @Nullable String status(@Nullable String text) {
    String status = text == null ? null : text.toUpperCase(Locale.ROOT);
    if (status != null && !ITEM_STATUSES.contains(status)) {
      throw ApiProblem.field(
          new ApiProblem.FieldError(
              "enum",
              List.of("query", "status"),
              "Input should be RUNNING, COMPLETED or FAILED",
              status));
    }
    return status;
  }

  private FoundExecution find(ApiRequest request) {
    long id = request.id("id");
    return executions
        .find(id)
        .orElseThrow(() -> ApiProblem.of(ApiError.NOT_FOUND, "Execution " + id + " not found"));
  }
}
