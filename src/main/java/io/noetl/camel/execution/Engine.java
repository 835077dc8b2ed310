package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitLog;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.Fenced;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Starts executions, keeps those that run here, and stops them. Thread-safe. */
public final class Engine implements Executions {
  private static final long FIRST_EPOCH = 1;

  private final Playbooks playbooks;
  private final RunStore store;
  private final Completions completions;
  private final RunServices services;
  private final String owner;
  private final LongConsumer released;
  private final Workload workload;
  private final Map<Long, Run> running = new ConcurrentHashMap<>();

  /**
   * The engine of a replica.
   *
   * @param owner this replica's name
   * @param released told of each execution that runs here no more
   */
  public Engine(
      Playbooks playbooks,
      RunStore store,
      Completions completions,
      CommitLog writer,
      Dispatcher dispatcher,
      StepLogSink logs,
      Workload workload,
      SnowflakeIds ids,
      Clock clock,
      Json json,
      RunSettings settings,
      String owner,
      LongConsumer released) {
    this.playbooks = playbooks;
    this.store = store;
    this.completions = completions;
    this.workload = workload;
    this.owner = owner;
    this.released = released;
    this.services =
        new RunServices(
            ids, clock, json, writer, dispatcher, logs, settings, this::ended, this::lost);
  }

  @Override
  public Started start(StartRequest request) {
    PlaybookCatalog.Entry entry = playbooks.entry(request.playbook());
    CompiledPlaybook compiled = playbooks.compiled(entry);
    Optional<Started> before = existing(request);
    if (before.isPresent()) {
      return before.get();
    }
    StartRequest.Parent parent = request.parent();
    RunInfo info =
        new RunInfo(
            services.ids().next(),
            entry.catalogId(),
            entry.path(),
            entry.version(),
            compiled.playbook().name(),
            parent == null ? null : parent.executionId(),
            FIRST_EPOCH);
    Workload.Prepared prepared = workload.prepare(info, compiled, request.payload());
    Variables variables = new Variables(prepared.workload());
    variables.keychain(prepared.keychain());
    Run run = new Run(info, compiled, variables, request.payload(), services);
    running.put(run.id(), run);
    try {
      run.begin(row(info, request), workloadJson(info, prepared.workload())).join();
    } catch (CompletionException e) {
      running.remove(run.id());
      if (e.getCause() instanceof Fenced) {
        // The same call, made at the same time elsewhere, was faster.
        return existing(request).orElseThrow(() -> e);
      }
      throw e;
    }
    run.dispatchOpen();
    return new Started(run.id(), entry.catalogId(), entry.path(), entry.version(), false);
  }

  private String workloadJson(RunInfo info, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("workload", values);
    first.put("playbook_path", info.path());
    return Objects.requireNonNull(services.json().writeColumn(first));
  }

  private ExecutionRow row(RunInfo info, StartRequest request) {
    StartRequest.Parent parent = request.parent();
    return new ExecutionRow(
        info.executionId(),
        info.catalogId(),
        info.path(),
        info.version(),
        info.name(),
        Objects.requireNonNull(services.json().writeColumn(request.payload())),
        info.parentExecutionId(),
        parent == null ? null : parent.key(),
        request.idempotencyKey(),
        owner,
        info.epoch(),
        services.clock().instant());
  }

  private Optional<Started> existing(StartRequest request) {
    StartRequest.Parent parent = request.parent();
    Optional<RunStore.Existing> found = Optional.empty();
    if (parent != null && parent.key() != null) {
      found = store.child(parent.executionId(), parent.key());
    } else if (request.idempotencyKey() != null) {
      found = store.byIdempotencyKey(request.idempotencyKey());
    }
    return found.map(e -> new Started(e.executionId(), e.catalogId(), e.path(), e.version(), true));
  }

  private void ended(Run run) {
    running.remove(run.id());
    completions.ended(run.ended());
    released.accept(run.id());
  }

  private void lost(Run run) {
    running.remove(run.id(), run);
    released.accept(run.id());
  }

  /** This replica ends: nothing begins here any more. */
  void loseAll() {
    running.values().forEach(Run::lose);
  }

  /** Goes on with an execution that this replica has taken over, where its log ends. */
  void resume(Claim claim, List<LoggedEvent> events) {
    PlaybookCatalog.Entry entry =
        playbooks.entry(new StartRequest.PlaybookRef.ById(claim.catalogId()));
    CompiledPlaybook compiled = playbooks.compiled(entry);
    RunInfo info =
        new RunInfo(
            claim.executionId(),
            claim.catalogId(),
            claim.path(),
            claim.version(),
            claim.name(),
            claim.parentExecutionId(),
            claim.epoch());
    RunState state = RunState.fold(compiled, events);
    state.variables().keychain(workload.keychain(info, compiled, state.variables()));
    Run run =
        Run.resumed(info, compiled, state, services.json().readObject(claim.payload()), services);
    running.put(run.id(), run);
    if (claim.cancelRequested()) {
      stopHere(run.id(), null);
    }
    run.dispatchOpen();
  }

  @Override
  public Cancelled cancel(long executionId, boolean cascade, @Nullable String reason) {
    Optional<RunStore.State> state = store.state(executionId);
    if (state.isEmpty()) {
      return new Cancelled(false, false, List.of());
    }
    List<Long> told = new ArrayList<>();
    boolean over = !List.of("PENDING", "RUNNING", "PAUSED").contains(state.get().status());
    if (!over) {
      told.add(executionId);
      stop(executionId, reason);
    }
    if (cascade) {
      for (long child : state.get().openChildren()) {
        told.addAll(cancel(child, true, reason).executions());
      }
    }
    return new Cancelled(true, over, told);
  }

  private void stop(long executionId, @Nullable String reason) {
    store.requestCancel(executionId);
    stopHere(executionId, reason);
  }

  /** Stops an execution if this replica runs it. */
  void stopHere(long executionId, @Nullable String reason) {
    Run run = running.get(executionId);
    if (run != null) {
      run.cancel(
          ToolError.of(
              "EX0401",
              "Cancelled",
              "The execution was cancelled" + (reason == null ? "." : ": " + reason)));
    }
  }

  @Override
  public void setVariables(long executionId, Map<String, @Nullable Object> variables) {
    Run run = running.get(executionId);
    if (run != null) {
      variables.forEach(run.variables()::set);
    }
  }

  /** The result of a step's last completion; null when it has none. */
  public @Nullable Object stepResult(long executionId, String step) {
    return services.json().readNullable(store.stepResult(executionId, step));
  }

  /** The run of an execution that this replica runs; null when it does not. */
  public @Nullable Run running(long executionId) {
    return running.get(executionId);
  }
}
