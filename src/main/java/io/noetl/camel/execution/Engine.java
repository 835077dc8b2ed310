package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.CommitLog;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.event.StaleEpochException;
import io.noetl.camel.store.quota.Quota;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Starts executions, keeps those that run here, and stops them. Thread-safe. */
public final class Engine implements Executions {
  private static final int MOST_DRAWS = 3;

  private final Playbooks playbooks;
  private final RunStore store;
  private final Completions completions;
  private final RunServices services;
  private final String owner;
  private final LongConsumer released;
  private final Workload workload;
  private final Deadlines deadlines;
  private final ReplicaAdmission admission;
  private final Signals signals;
  private final LocalRuns here = new LocalRuns();
  private final ExecutionRows drafts;
  private final Ancestries ancestries;
  private final Cancels cancels;
  private final OpenKeys keys;
  private volatile Runnable lookForWork = () -> {};

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
      Deadlines deadlines,
      ReplicaAdmission admission,
      Signals signals,
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
    this.deadlines = deadlines;
    this.admission = admission;
    this.signals = signals;
    this.owner = owner;
    this.released = released;
    this.services =
        new RunServices(
            ids,
            clock,
            json,
            writer,
            dispatcher,
            logs,
            settings,
            this::ended,
            deadlines::watch,
            this::lost);
    this.drafts = new ExecutionRows(services, store);
    this.ancestries = new Ancestries(store, here, settings);
    this.cancels = new Cancels(store, here, signals);
    this.keys = new OpenKeys(store);
  }

  @Override
  public Started start(StartRequest asked) {
    StartRequest request =
        new StartRequest(
            asked.playbook(),
            Storable.described(asked.payload()),
            asked.parent(),
            asked.idempotencyKey(),
            asked.priority(),
            asked.origin());
    PlaybookCatalog.Entry entry = playbooks.entry(request.playbook());
    CompiledPlaybook compiled = playbooks.compiled(entry);
    Optional<Started> before = existing(request);
    if (before.isPresent()) {
      return before.get();
    }
    for (int attempt = 1; ; attempt++) {
      Draft draft = draft(entry, compiled, request);
      try {
        return begin(draft);
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof StaleEpochException)) {
          throw e;
        }
        // The same call, made at the same time elsewhere, was faster; or the id is taken.
        Optional<Started> faster = existing(request);
        if (faster.isPresent()) {
          return faster.get();
        }
        Optional<Started> holder = keys.holder(draft.row(), compiled.playbook());
        if (holder.isPresent()) {
          return holder.get();
        }
        if (request.origin().messages() != null) {
          throw new MessagesTaken();
        }
        if (attempt == MOST_DRAWS) {
          throw e;
        }
      }
    }
  }

  /** An execution that is not recorded yet. */
  private record Draft(Run run, ExecutionRow row, String workload) {}

  private Draft draft(
      PlaybookCatalog.Entry entry, CompiledPlaybook compiled, StartRequest request) {
    long id = services.ids().next();
    RunInfo info =
        drafts.info(
            id,
            entry,
            compiled.playbook().name(),
            request.parent(),
            ancestries.above(id, request),
            traceparent(request.origin()));
    ancestries.check(info);
    Workload.Prepared prepared = workload.prepare(info, compiled, request.payload());
    Variables variables = new Variables(prepared.workload());
    variables.keychain(prepared.keychain());
    Run run =
        new Run(info, compiled, RunState.begun(compiled, variables), request.payload(), services);
    ExecutionRow.Limit limit = drafts.limit(info, compiled, variables, request);
    ExecutionRow.Rate rate = drafts.rate(info, compiled, variables);
    return new Draft(
        run,
        drafts.row(
            info,
            request,
            firstOwner(request, compiled, limit == null && rate == null),
            limit,
            rate,
            compiled,
            variables),
        drafts.workloadJson(info, prepared.workload()));
  }

  /** This replica where it begins here at once; else what it waits for. */
  private @Nullable String firstOwner(
      StartRequest request, CompiledPlaybook compiled, boolean unbounded) {
    if (admission.holds(request, ExecutionRows.labels(compiled, request))) {
      return Quota.OWNER;
    }
    return unbounded && !here.isClosed() && admission.admits(request, here.all()) ? owner : null;
  }

  private Started begin(Draft draft) {
    Run run = draft.run();
    ExecutionRow row = draft.row();
    boolean mine = owner.equals(row.owner());
    if (mine) {
      here.add(run);
    }
    try {
      run.begin(row, draft.workload()).join();
    } catch (CompletionException e) {
      here.remove(run);
      if (!(e.getCause() instanceof StaleEpochException) || !store.isStarted(row)) {
        throw e;
      }
      // It was recorded, but the answer was lost for so long that another has taken it over.
      mine = false;
    }
    if (ancestries.isBelowStopping(run.info())) {
      cancel(run.id(), false, "its parent was stopped");
    }
    if (mine) {
      deadlines.watch(run);
      run.dispatchOpen();
    } else {
      lookForWork.run();
      signals.work();
    }
    return new Started(run.id(), row.catalogId(), row.path(), row.version(), false);
  }

  /**
   * Starts an execution that goes on where the events that it is given end. It waits for no place
   * and no turn.
   *
   * @throws Workload.KeyTaken when an open execution has its business key
   */
  public Started startSeeded(SeededStart start, StartRequest.Origin origin) {
    Seeded seeded = seeded(start, origin);
    RunInfo info = seeded.info();
    ExecutionRow row = seeded.row();
    try {
      services.writer().commit(info.commit(start.rows(), row, null)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StaleEpochException && !store.isStarted(row)) {
        keys.refuseTaken(List.of(row));
      }
      throw e;
    }
    resume(
        new Claim(
            info.executionId(),
            row.catalogId(),
            row.path(),
            row.version(),
            row.name(),
            row.payload(),
            info.parentExecutionId(),
            info.epoch(),
            false,
            Claim.Reason.GONE,
            info.ancestry()),
        seeded.events(),
        start.rows().isEmpty() ? 0 : start.rows().getLast().eventId());
    return new Started(info.executionId(), row.catalogId(), row.path(), row.version(), false);
  }

  /**
   * Looks whether these executions can be started together.
   *
   * @throws Workload.KeyTaken when an open execution has the business key of one
   * @throws Workload.StartRefused when two of them have the same
   */
  public void check(List<SeededStart> starts, StartRequest.Origin origin) {
    keys.refuseTaken(
        starts.stream().filter(this::hasKey).map(start -> seeded(start, origin).row()).toList());
  }

  private boolean hasKey(SeededStart start) {
    PlaybookCatalog.Entry entry =
        playbooks.entry(new StartRequest.PlaybookRef.ById(start.catalogId()));
    return playbooks.compiled(entry).playbook().executor().key() != null;
  }

  private record Seeded(RunInfo info, ExecutionRow row, List<LoggedEvent> events) {}

  private Seeded seeded(SeededStart start, StartRequest.Origin origin) {
    PlaybookCatalog.Entry entry =
        playbooks.entry(new StartRequest.PlaybookRef.ById(start.catalogId()));
    CompiledPlaybook compiled = playbooks.compiled(entry);
    StartRequest.Parent parent = start.parent();
    RunInfo info =
        drafts.info(
            start.executionId(),
            entry,
            compiled.playbook().name(),
            parent,
            ancestries.asOf(start.origin()),
            traceparent(origin));
    StartRequest request =
        new StartRequest(
            new StartRequest.PlaybookRef.ById(entry.catalogId()),
            start.payload(),
            parent,
            start.idempotencyKey(),
            start.priority(),
            origin);
    List<LoggedEvent> events =
        start.rows().stream().map(event -> LoggedEvent.of(event, services.json())).toList();
    // the first says the whole workload, with the defaults of the playbook
    Variables variables =
        events.isEmpty()
            ? new Variables(start.payload())
            : RunState.fold(compiled, events.subList(0, 1)).variables();
    return new Seeded(
        info, drafts.row(info, request, owner, null, null, compiled, variables), events);
  }

  /**
   * What an execution of a catalog entry begins with, its templates rendered.
   *
   * @param origin the execution that it is made of
   */
  public Map<String, @Nullable Object> workload(
      long catalogId, long executionId, long origin, Map<String, @Nullable Object> payload) {
    PlaybookCatalog.Entry entry = playbooks.entry(new StartRequest.PlaybookRef.ById(catalogId));
    CompiledPlaybook compiled = playbooks.compiled(entry);
    RunInfo info =
        drafts.info(
            executionId, entry, compiled.playbook().name(), null, ancestries.asOf(origin), null);
    return workload.prepare(info, compiled, payload).workload();
  }

  private static @Nullable String traceparent(StartRequest.Origin origin) {
    return Traceparent.parse(origin.labels().get(Traceparent.NAME))
        .map(Traceparent::toString)
        .orElse(null);
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
    here.remove(run);
    deadlines.forget(run.id());
    completions.ended(run.ended());
    Long parent = run.info().parentExecutionId();
    if (parent != null && !here.has(parent)) {
      signals.ended(run.id());
    }
    released.accept(run.id());
    roomFreed(run);
  }

  private void roomFreed(Run run) {
    if (run.playbook().concurrency() != null || admission.isLookDue(here.all())) {
      lookForWork.run();
    }
  }

  /** How many executions that wait have room here. */
  int room() {
    return admission.room(here.all());
  }

  /** What is done when there is room for executions that wait. */
  public void onRoom(Runnable look) {
    lookForWork = look;
  }

  /** The executions that run here. */
  Collection<Run> runs() {
    return here.all();
  }

  /** An execution waits in the table: nothing of it is here any more. */
  void parked(Run run) {
    run.park();
    lost(run);
    roomFreed(run);
  }

  private void lost(Run run) {
    here.remove(run);
    deadlines.forget(run.id());
    released.accept(run.id());
  }

  /** This replica ends: nothing begins here any more, others go on with what is there. */
  void close() {
    here.close();
  }

  /** The executions that run here. */
  Collection<Long> runningIds() {
    return here.ids();
  }

  /** An execution has this epoch: a run of an older one stops. */
  void loseOlder(long executionId, long epoch) {
    Run run = here.find(executionId);
    if (run != null && run.info().epoch() < epoch) {
      run.stop().lose();
      lost(run);
    }
  }

  /**
   * Ends an execution that this replica has taken over and does not go on with.
   *
   * @param status FAILED or CANCELLED
   */
  void end(Claim claim, String status, ToolError why) {
    RunInfo info = claim.info(services.settings().profiles());
    List<NewEvent> rows = new ArrayList<>();
    RunEnd.Verdict verdict = new RunEnd.Verdict(status, null, why);
    RunCommit.End end =
        new RunEvents(info, List.of(), null, services)
            .ended(
                verdict,
                List.of(),
                new RunNotices(
                        info.path(),
                        info.parentExecutionId() == null
                            ? services.settings().notices()
                            : List.of(),
                        null)
                    .of(
                        new RunCleanup.Ending(verdict, null),
                        () -> new StepNames(new Variables(Map.of()), info.names())),
                rows);
    services
        .writer()
        .commit(info.commit(rows, null, end))
        .thenRun(
            () -> completions.ended(new Ended(info.executionId(), status, null, why.message())));
  }

  /**
   * Goes on with an execution that this replica has taken over, where its log ends.
   *
   * @param events what recovery folds, in order
   * @param last the id of its last event; 0 when it has none
   */
  public void resume(Claim claim, Iterable<LoggedEvent> events, long last) {
    goOn(claim, folded(claim, events, true), last, null);
  }

  /**
   * Ends an execution that this replica has taken over and can't go on with. What is recorded is
   * undone and the playbook's cleanup runs, as after any failure, but without a keychain; where
   * that can't be either, the execution ends at once.
   *
   * @param events what recovery folds, in order
   * @param last the id of its last event; 0 when it has none
   */
  void fail(Claim claim, Iterable<LoggedEvent> events, long last, ToolError why) {
    Run run;
    try {
      run = folded(claim, events, false);
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      end(claim, "FAILED", why);
      return;
    }
    goOn(claim, run, last, why);
  }

  /** The run of an execution where its log ends. */
  private Run folded(Claim claim, Iterable<LoggedEvent> events, boolean withKeychain) {
    PlaybookCatalog.Entry entry =
        playbooks.entry(new StartRequest.PlaybookRef.ById(claim.catalogId()));
    CompiledPlaybook compiled = playbooks.compiled(entry);
    RunInfo info = claim.info(services.settings().profiles());
    RunState state = RunState.fold(compiled, events);
    if (withKeychain) {
      state.variables().keychain(workload.keychain(info, compiled, state.variables()));
    }
    return new Run(
        info, compiled, state, store.payload(claim.executionId(), claim.payload()), services);
  }

  private void goOn(Claim claim, Run run, long last, @Nullable ToolError failure) {
    services.ids().passBeyond(last);
    here.add(run);
    if (store.state(run.id()).filter(s -> s.status().equals("PAUSED")).isPresent()) {
      run.stop().gate().close();
    }
    if (claim.cancelRequested()) {
      stopHere(run.id(), null);
    }
    if (failure != null) {
      run.stop().expire(failure);
    }
    deadlines.watch(run);
    run.dispatchOpen();
  }

  @Override
  public Cancelled cancel(long executionId, boolean cascade, @Nullable String reason) {
    return cancels.cancel(executionId, cascade, reason);
  }

  /**
   * Cancels what a stopped execution waits for, and all below it. Where the whole tree is being
   * cancelled that is on its way already.
   */
  public void cancelChild(long executionId, String reason) {
    Run run = here.find(executionId);
    if (run == null || !run.isStopping()) {
      cancel(executionId, true, reason);
    }
  }

  /** Stops an execution if this replica runs it; false when it does not. */
  boolean stopHere(long executionId, @Nullable String reason) {
    return here.stop(executionId, reason);
  }

  /** An execution is paused: nothing begins in it, if this replica runs it. */
  public void holdHere(long executionId) {
    here.hold(executionId);
  }

  /** A paused execution goes on, if this replica runs it. */
  public void releaseHere(long executionId) {
    here.release(executionId);
  }

  /**
   * Holds and lets go what runs here, as the rows said at a moment; what has changed since stays.
   *
   * @param paused the executions of this replica that are paused
   */
  public void holdOnly(Set<Long> paused, long asOfNanos) {
    here.holdOnly(paused, asOfNanos);
  }

  /** Whether an execution that runs here is held. */
  public boolean isHeldHere(long executionId) {
    return here.isHeld(executionId);
  }

  /** How many executions run here. */
  public int executions() {
    return here.all().size();
  }

  /** How many tokens are open in the executions that run here. */
  public int tokens() {
    return here.all().stream().mapToInt(Run::tokens).sum();
  }

  /** Whether anything runs here. */
  public boolean isBusy() {
    return !here.all().isEmpty();
  }

  @Override
  public void setVariables(long executionId, Map<String, @Nullable Object> variables) {
    Run run = here.find(executionId);
    if (run != null) {
      variables.forEach(run.variables()::set);
    }
  }

  /** The result of a step's last completion; null when it has none. */
  public @Nullable Object stepResult(long executionId, String step) {
    return store.stepResult(executionId, step);
  }

  /** The names of the steps of a catalog entry. */
  public List<String> stepNames(long catalogId) {
    PlaybookCatalog.Entry entry = playbooks.entry(new StartRequest.PlaybookRef.ById(catalogId));
    return playbooks.compiled(entry).playbook().steps().stream().map(Step::name).toList();
  }

  @Override
  public CompletableFuture<Ended> end(long executionId) {
    CompletableFuture<Ended> end = completions.of(executionId);
    // One that is not running here has ended before this asked, or runs elsewhere.
    return running(executionId) == null ? completions.ofExisting(executionId) : end;
  }

  /** What a playbook makes of arguments; empty where it was not started here of late. */
  public Optional<ChildArguments> arguments(long catalogId) {
    return playbooks.known(catalogId).map(known -> new ChildArguments(known.playbook()));
  }

  /** The run of an execution that this replica runs; null when it does not. */
  public @Nullable Run running(long executionId) {
    return here.find(executionId);
  }
}
