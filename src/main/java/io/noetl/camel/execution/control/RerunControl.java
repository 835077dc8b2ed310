package io.noetl.camel.execution.control;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.SeededStart;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.execution.control.RerunRefused.Kind;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.NewEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs ended executions again. The new execution's log begins with the old one's events as far as
 * they count, and recovery does the rest. A child that is run again from one of its steps is there
 * before its parent calls it: the call finds it, as it would after a takeover.
 */
public final class RerunControl implements Reruns {
  private final ExecutionLog log;
  private final Playbooks playbooks;
  private final Engine engine;
  private final RunStore store;
  private final SnowflakeIds ids;
  private final Clock clock;
  private final Json json;

  public RerunControl(
      ExecutionLog log,
      Playbooks playbooks,
      Engine engine,
      RunStore store,
      SnowflakeIds ids,
      Clock clock,
      Json json) {
    this.log = log;
    this.playbooks = playbooks;
    this.engine = engine;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public Executions.Started rerun(Request request) {
    String key = request.idempotencyKey();
    Optional<RunStore.Existing> before =
        key == null ? Optional.empty() : store.byIdempotencyKey(key);
    if (before.isPresent()) {
      RunStore.Existing e = before.get();
      return new Executions.Started(e.executionId(), e.catalogId(), e.path(), e.version(), true);
    }
    ExecutionLog.Head head = ended(request.executionId()).withPriority(request.priority());
    List<SeededStart> starts = new ArrayList<>();
    seed(
        head,
        request.point(),
        playbooks.entry(version(head, request.version())),
        request.payload(),
        null,
        key,
        starts);
    // Children stand before their parents.
    StartRequest.Origin origin = StartRequest.Origin.rerun(request.startedBy(), head.executionId());
    engine.check(starts, origin);
    return starts.stream()
        .map(start -> engine.startSeeded(start, origin))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private ExecutionLog.Head ended(long executionId) {
    ExecutionLog.Head head =
        log.head(executionId)
            .orElseThrow(
                () -> new RerunRefused(Kind.UNKNOWN, "Execution " + executionId + " not found"));
    if (!head.hasEnded()) {
      throw new RerunRefused(
          Kind.NOT_ENDED,
          "Execution %d is %s (expected: COMPLETED, FAILED or CANCELLED). Cancel it first, or wait"
                  .formatted(executionId, head.status())
              + " for its end.");
    }
    return head;
  }

  private static PlaybookRef version(ExecutionLog.Head head, Version version) {
    return switch (version) {
      case Version.Same same -> new PlaybookRef.ById(head.catalogId());
      case Version.Latest latest -> new PlaybookRef.ByPath(head.path(), null);
      case Version.Given given -> new PlaybookRef.ByPath(head.path(), given.number());
    };
  }

  private void seed(
      ExecutionLog.Head old,
      @Nullable RerunPoint point,
      PlaybookCatalog.Entry entry,
      Map<String, @Nullable Object> over,
      StartRequest.@Nullable Parent parent,
      @Nullable String key,
      List<SeededStart> starts) {
    Playbook before =
        playbooks.compiled(playbooks.entry(new PlaybookRef.ById(old.catalogId()))).playbook();
    CompiledPlaybook compiled = playbooks.compiled(entry);
    List<LogEntry> entries = log.entriesWithSecrets(old.executionId());
    History history = History.of(before, entries);
    RerunPlan plan = plan(old, point, before, history);
    check(plan, compiled.playbook(), entry);

    long id = ids.next();
    boolean same = entry.catalogId() == old.catalogId();
    RerunLog seed =
        new RerunLog(
            new RerunLog.Origin(old.executionId(), entries, history, plan),
            new RerunLog.Target(id, entry.catalogId(), entry.path(), compiled.playbook(), same),
            ids,
            clock,
            json);
    Map<String, @Nullable Object> payload =
        new LinkedHashMap<>(store.payload(old.executionId(), old.payload()));
    payload.putAll(over);
    List<NewEvent> rows =
        seed.write(
            same
                ? overlaid(entries, payload)
                : engine.workload(entry.catalogId(), id, old.executionId(), payload));
    for (Restart restart : plan.restarts()) {
      seedChildren(old, restart, before, id, seed.tokenOf(restart), starts);
    }
    starts.add(
        new SeededStart(
            id, entry.catalogId(), payload, parent, key, old.priority(), old.executionId(), rows));
  }

  private static RerunPlan plan(
      ExecutionLog.Head old, @Nullable RerunPoint point, Playbook before, History history) {
    if (point != null) {
      return RerunPlan.from(point, before, history);
    }
    RerunPlan plan = RerunPlan.fromFailure(before, history);
    if (plan.isEmpty()) {
      throw new RerunRefused(
          Kind.WRONG_POINT,
          "Execution %d is %s and nothing in it failed: name the step to begin with (from_step)"
              .formatted(old.executionId(), old.status()));
    }
    return plan;
  }

  private static void check(RerunPlan plan, Playbook playbook, PlaybookCatalog.Entry entry) {
    for (Restart restart : plan.restarts()) {
      String step = restart.arrival().step();
      if (playbook.step(step).isEmpty()) {
        throw new RerunRefused(
            Kind.WRONG_POINT,
            "%s version %d has no step '%s' to begin with"
                .formatted(entry.path(), entry.version(), step));
      }
    }
  }

  /**
   * The workload that the execution had begun with, its templates rendered then. In the log its
   * secrets are masked, in the payload they are not.
   */
  private static Map<String, @Nullable Object> overlaid(
      List<LogEntry> entries, Map<String, @Nullable Object> over) {
    Map<String, @Nullable Object> workload =
        entries.stream()
            .filter(e -> e.event().eventType().equals("playbook.initialized"))
            .findFirst()
            .map(e -> e.event().result())
            .map(result -> History.args(((Map<?, ?>) result).get("workload")))
            .orElseGet(LinkedHashMap::new);
    workload.putAll(over);
    return workload;
  }

  /** The children of a step that is repeated: from a step of theirs, or from where they failed. */
  private void seedChildren(
      ExecutionLog.Head old,
      Restart restart,
      Playbook playbook,
      long parent,
      long token,
      List<SeededStart> starts) {
    Arrival arrival = restart.arrival();
    if (!playbook.step(arrival.step()).orElseThrow().tool().kind().equals("playbook")) {
      if (restart.inChild() != null) {
        throw new RerunRefused(Kind.WRONG_POINT, "Step '" + arrival.step() + "' calls no playbook");
      }
      return;
    }
    if (restart.inChild() != null) {
      Integer item = restart.childItem();
      long child =
          log.child(old.executionId(), arrival.call(item))
              .orElseThrow(
                  () ->
                      new RerunRefused(
                          Kind.WRONG_POINT,
                          "Step '%s' has started no child%s"
                              .formatted(
                                  arrival.step(),
                                  arrival.items().isEmpty() ? "" : ": name its item, step[0]")));
      seedChild(ended(child), restart.inChild(), call(parent, token, arrival, item), starts);
      return;
    }
    if (restart.childAnew() || !arrival.fails()) {
      return;
    }
    if (arrival.items().isEmpty()) {
      seedFailed(old, arrival, null, parent, token, starts);
    }
    for (int item : arrival.items().keySet()) {
      if (!restart.items().containsKey(item)) {
        seedFailed(old, arrival, item, parent, token, starts);
      }
    }
  }

  private void seedFailed(
      ExecutionLog.Head old,
      Arrival arrival,
      @Nullable Integer item,
      long parent,
      long token,
      List<SeededStart> starts) {
    Optional<ExecutionLog.Head> child =
        log.child(old.executionId(), arrival.call(item))
            .flatMap(log::head)
            .filter(head -> head.hasEnded() && !head.status().equals("COMPLETED"));
    if (child.isPresent()) {
      seedChild(child.get(), null, call(parent, token, arrival, item), starts);
    }
  }

  private static StartRequest.Parent call(
      long parent, long token, Arrival arrival, @Nullable Integer item) {
    return new StartRequest.Parent(parent, Arrival.call(token, arrival.step(), item) + "#1");
  }

  private void seedChild(
      ExecutionLog.Head child,
      @Nullable RerunPoint point,
      StartRequest.Parent parent,
      List<SeededStart> starts) {
    seed(
        child,
        point,
        playbooks.entry(new PlaybookRef.ById(child.catalogId())),
        Map.of(),
        parent,
        null,
        starts);
  }
}
