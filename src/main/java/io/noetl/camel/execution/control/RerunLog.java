package io.noetl.camel.execution.control;

import io.noetl.camel.execution.EdgeJson;
import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log that a rerun begins with: the events that are used again, with ids of their own
 * and {@code meta.reused_from}, and the tokens of the steps that are repeated.
 */
final class RerunLog {
  private final Origin origin;
  private final Target target;
  private final SnowflakeIds ids;
  private final Clock clock;
  private final Json json;
  private final List<NewEvent> rows = new ArrayList<>();
  private final Map<Long, Long> tokens = new LinkedHashMap<>();
  private final Map<Long, Long> restarted = new LinkedHashMap<>();
  private @Nullable Long last;

  /** What is run again. */
  record Origin(long executionId, List<LogEntry> log, History history, RerunPlan plan) {}

  /**
   * What runs.
   *
   * @param sameVersion whether it is the version that the origin ran
   */
  record Target(
      long executionId, long catalogId, String path, Playbook playbook, boolean sameVersion) {}

  RerunLog(Origin origin, Target target, SnowflakeIds ids, Clock clock, Json json) {
    this.origin = origin;
    this.target = target;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  /** The rows, for an execution that begins with a workload. */
  List<NewEvent> write(Map<String, @Nullable Object> workload) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("workload", workload);
    first.put("playbook_path", target.path());
    add(
        own("playbook.initialized", target.path(), "INITIALIZED")
            .result(first)
            .meta("rerun_of", Long.toString(origin.executionId())));
    add(
        own("workflow.initialized", "workflow", "INITIALIZED")
            .result(
                Map.of(
                    "first_step",
                    target.playbook().entry().name(),
                    "playbook_path",
                    target.path())));
    origin.log().forEach(this::copy);
    return rows;
  }

  /** The token of a step that is repeated. */
  long tokenOf(Restart restart) {
    Arrival arrival = restart.arrival();
    return Objects.requireNonNull(
        arrival.place() == 0 ? tokens.get(arrival.token()) : restarted.get(arrival.token()));
  }

  private void copy(LogEntry entry) {
    LoggedEvent event = entry.event();
    Optional<Arrival> arrival = origin.history().arrival(event);
    if (arrival.isEmpty()) {
      return;
    }
    switch (event.eventType()) {
      case "command.issued" -> issued(entry);
      case "step.exit", "loop.done", "step.skipped" -> ended(entry, arrival.get());
      case "frame.claimed" -> frame(entry, arrival.get());
      default -> {
        if (isKept(event, arrival.get())) {
          add(reused(entry, arrival.get()));
        }
      }
    }
  }

  /** Rows that a loop has claimed stay its own where it is repeated in part. */
  private void frame(LogEntry entry, Arrival arrival) {
    Restart restart = origin.plan().restart(arrival.token());
    boolean inPart =
        restart != null
            && restart.arrival() == arrival
            && restart.keepsFrames()
            && origin.plan().isTokenKept(arrival.token())
            && step(arrival.step()).isPresent();
    if (inPart || isKept(entry.event(), arrival)) {
      add(reused(entry, arrival));
    }
  }

  private boolean isKept(LoggedEvent event, Arrival arrival) {
    boolean kept =
        event.item() < 0
            ? origin.plan().isKept(arrival)
            : origin.plan().isItemKept(arrival, event.item());
    return kept && step(arrival.step()).isPresent();
  }

  private void issued(LogEntry entry) {
    long token = Objects.requireNonNull(entry.event().token());
    if (!origin.plan().isTokenKept(token)) {
      return;
    }
    Restart restart = origin.plan().restart(token);
    for (Arrival arrival : Objects.requireNonNull(origin.history().tokens().get(token))) {
      if (restart != null && arrival.place() > restart.arrival().place()) {
        return;
      }
      if (restart != null && arrival.place() == restart.arrival().place() && arrival.place() > 0) {
        return;
      }
      if (step(arrival.step()).isPresent()) {
        boolean joins = Boolean.TRUE.equals(entry.event().meta().get("join"));
        tokens.put(token, issue(arrival.step(), arrival.args(), reference(entry), joins));
        return;
      }
    }
  }

  private void ended(LogEntry entry, Arrival arrival) {
    boolean isItem = entry.event().item() >= 0;
    if (isKept(entry.event(), arrival) && (!isItem || isItemReusable(entry))) {
      Row row = reused(entry, arrival);
      List<Map<String, @Nullable Object>> edges = isItem ? same(entry) : edges(entry, arrival);
      if (!edges.isEmpty()) {
        row.meta("edges", edges);
      }
      add(row);
    }
    if (isItem
        ? !origin.plan().isItemKept(arrival, entry.event().item())
        : !origin.plan().isKept(arrival)) {
      return;
    }
    for (Map<?, ?> edge : origin.history().notTaken(entry)) {
      String step = origin.history().target(edge);
      if (step(step).isPresent()) {
        issue(step, History.args(edge.get("args")), null, false);
      }
    }
    Restart restart = isItem ? null : origin.plan().restart(arrival.token());
    if (restart != null && restart.arrival().place() == arrival.place() + 1) {
      Arrival again = restart.arrival();
      restarted.put(again.token(), issue(again.step(), again.args(), null, false));
    }
  }

  /** The way that an item has chosen names rules of its version. */
  private boolean isItemReusable(LogEntry entry) {
    return target.sameVersion() || Arrival.edges(entry).isEmpty();
  }

  private List<Map<String, @Nullable Object>> same(LogEntry entry) {
    return Arrival.edges(entry).stream().map(History::args).toList();
  }

  /** The ways from an arrival in the version that runs: to the token's next step, and to others. */
  private List<Map<String, @Nullable Object>> edges(LogEntry entry, Arrival arrival) {
    List<Map<String, @Nullable Object>> edges = new ArrayList<>();
    String action = "";
    for (Map<?, ?> edge : Arrival.edges(entry)) {
      Optional<Step> to = step(origin.history().target(edge));
      if (Arrival.isInline(edge)) {
        action = String.valueOf(edge.get("action"));
      } else if (to.isPresent()) {
        Map<String, @Nullable Object> kept =
            edge(String.valueOf(edge.get("action")), to.get(), edge.get("args"), false);
        if (Boolean.TRUE.equals(edge.get("waits"))) {
          kept.put("waits", true);
        }
        edges.add(kept);
      }
    }
    Arrival next = next(arrival);
    if (next != null) {
      boolean inline = origin.plan().isKept(next);
      edges.add(
          edge(
              target.sameVersion() ? action : "",
              step(next.step()).orElseThrow(),
              next.args(),
              inline));
    }
    return edges;
  }

  /** The token's next arrival that is used again or repeated. */
  private @Nullable Arrival next(Arrival arrival) {
    Restart restart = origin.plan().restart(arrival.token());
    List<Arrival> all = Objects.requireNonNull(origin.history().tokens().get(arrival.token()));
    for (Arrival later : all.subList(arrival.place() + 1, all.size())) {
      boolean repeated = restart != null && later == restart.arrival();
      if (step(later.step()).isPresent() && (repeated || origin.plan().isKept(later))) {
        return later;
      }
    }
    return null;
  }

  private static Map<String, @Nullable Object> edge(
      String action, Step to, @Nullable Object args, boolean inline) {
    Map<String, @Nullable Object> edge = new LinkedHashMap<>();
    edge.put("action", action);
    edge.put("step", to.index());
    if (inline) {
      edge.put("inline", true);
    }
    Map<String, @Nullable Object> values = EdgeJson.values(args);
    if (!values.isEmpty()) {
      edge.put("args", EdgeJson.values(values));
    }
    return edge;
  }

  private long issue(
      String step, Map<String, @Nullable Object> args, @Nullable String reusedFrom, boolean joins) {
    String kind = step(step).orElseThrow().tool().kind();
    long token = ids.next();
    Row row = own("command.issued", step, "PENDING").meta("token", Long.toString(token));
    row.id = token;
    row.nodeType = kind;
    row.context = json.writeColumn(Map.of("args", args, "tool", kind));
    if (reusedFrom != null) {
      row.meta("reused_from", reusedFrom);
    }
    if (joins) {
      row.meta("join", true);
    }
    add(row);
    return token;
  }

  private Row reused(LogEntry entry, Arrival arrival) {
    NewEvent old = entry.row();
    Row row = new Row(old.eventType(), old.nodeName(), old.status(), old.createdAt());
    row.nodeType = old.nodeType();
    row.duration = old.durationMillis();
    row.result = old.result();
    row.error = old.error();
    row.stackTrace = old.stackTrace();
    row.context = ids();
    row.meta.putAll(entry.event().meta());
    row.meta.remove("edges");
    Restart restart = origin.plan().restart(arrival.token());
    boolean repeated = restart != null && restart.arrival() == arrival && arrival.place() > 0;
    Map<Long, Long> map = repeated ? restarted : tokens;
    row.meta("token", String.valueOf(map.get(arrival.token())));
    row.meta("reused_from", reference(entry));
    return row;
  }

  private String reference(LogEntry entry) {
    return origin.executionId() + "/" + entry.row().eventId();
  }

  private Optional<Step> step(String name) {
    return target.playbook().step(name);
  }

  private Row own(String type, String node, String status) {
    Row row = new Row(type, node, status, clock.instant());
    row.context = ids();
    return row;
  }

  private @Nullable String ids() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("execution_id", Long.toString(target.executionId()));
    context.put("catalog_id", Long.toString(target.catalogId()));
    context.put("root_event_id", null);
    return json.writeColumn(context);
  }

  private void add(Row row) {
    long id = row.id == 0 ? ids.next() : row.id;
    rows.add(
        new NewEvent(
            id,
            last,
            row.at,
            row.type,
            row.node,
            row.nodeType,
            row.status,
            row.duration,
            row.context,
            row.result,
            json.writeColumn(row.meta),
            row.error,
            row.stackTrace));
    last = id;
  }

  /** A row under construction. */
  private final class Row {
    private final String type;
    private final String node;
    private final String status;
    private final Instant at;
    private final Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    private long id;
    private double duration;
    private @Nullable String nodeType;
    private @Nullable String context;
    private @Nullable String result;
    private @Nullable String error;
    private @Nullable String stackTrace;

    Row(String type, String node, String status, Instant at) {
      this.type = type;
      this.node = node;
      this.status = status;
      this.at = at;
    }

    Row result(Object value) {
      result = json.writeColumn(value);
      return this;
    }

    Row meta(String name, Object value) {
      meta.put(name, value);
      return this;
    }
  }
}
