package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.compiler.Flow;
import io.noetl.camel.execution.approval.ApprovalSpec;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.event.StaleEpochException;
import io.noetl.camel.template.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An execution that this replica runs: its tokens, its variables, and the events that say what
 * happened. Each step's end is one commit: its events, the tokens that it issues, the state of the
 * execution. Thread-safe.
 */
public final class Run {
  private final RunInfo info;
  private final CompiledPlaybook compiled;
  private final Variables variables;
  private final RunServices services;
  private final RunEvents events;
  private final RunEnd end;
  private final RunCleanup cleanup;
  private final StopControl stop;
  private final IdleSteps idle = new IdleSteps();
  private final TokenBoard open;
  private final JoinBoard joins;
  private final Map<String, Object> fixed;
  private final Map<String, @Nullable Object> payload;
  private volatile boolean parked;

  /**
   * An execution that begins, or goes on where its log ends.
   *
   * @param state what the log says so far
   */
  Run(
      RunInfo info,
      CompiledPlaybook compiled,
      RunState state,
      Map<String, @Nullable Object> payload,
      RunServices services) {
    this.info = info;
    this.compiled = compiled;
    this.variables = state.variables();
    this.payload = payload;
    variables.payload(payload);
    variables.belongTo(info.executionId());
    this.services = services;
    this.cleanup = state.cleanup();
    this.events = new RunEvents(info, compiled.playbook().steps(), cleanup, services);
    this.open = new TokenBoard(state.open());
    this.joins = state.joins();
    this.end = state.end();
    this.stop = new StopControl(end, services.settings().threads());
    this.fixed = info.names();
  }

  /** The execution's id. */
  public long id() {
    return info.executionId();
  }

  /** Which execution this is. */
  public RunInfo info() {
    return info;
  }

  /** What it runs. */
  public CompiledPlaybook compiled() {
    return compiled;
  }

  /** The kind of a step's tool; {@code unknown} for a step that the playbook has not. */
  public String kindOf(String step) {
    return playbook().step(step).map(found -> found.tool().kind()).orElse("unknown");
  }

  Playbook playbook() {
    return compiled.playbook();
  }

  Flow flow() {
    return compiled.flow();
  }

  Expressions expressions() {
    return compiled.expressions();
  }

  /** The numbers of the playbook. */
  Amounts amounts() {
    return new Amounts(expressions(), playbook().source());
  }

  RunSettings settings() {
    return services.settings();
  }

  Instant now() {
    return services.clock().instant();
  }

  Variables variables() {
    return variables;
  }

  /** What a template of the execution sees between two steps. */
  public Names names() {
    return new StepNames(variables, fixed);
  }

  /** What a step sees. */
  private StepNames names(Step step, Token token) {
    return new StepNames(variables, fixed).near(cleanup.names(step, token.id()));
  }

  /** What it does when all else is done. */
  RunCleanup cleanup() {
    return cleanup;
  }

  /** The first commit: the execution's row and its first events. The start token is open then. */
  synchronized CompletableFuture<Void> begin(ExecutionRow row, String workloadJson) {
    List<NewEvent> rows = new ArrayList<>(events.begun(workloadJson, playbook().entry().name()));
    // In a step of arcs the inputs come from the workload alone.
    Map<String, @Nullable Object> args = playbook().entry().isOfArcs() ? Map.of() : payload;
    Edge start = new Edge("", flow().entry(), args, false, false, services.ids().next());
    issueToken(start, rows);
    return submit(info.commit(rows, row, null));
  }

  /** How many tokens are open. */
  int tokens() {
    return open.size();
  }

  /** Sends the open tokens on their way: at the start, or after a recovery. */
  void dispatchOpen() {
    List<Token> tokens;
    synchronized (this) {
      tokens = open.all();
    }
    if (tokens.isEmpty()) {
      settle();
    }
    tokens.forEach(this::dispatch);
  }

  private void dispatch(Token token) {
    whenGoing(
        () -> {
          if (token.claimDispatch()) {
            services.dispatcher().dispatch(this, token);
          }
        });
  }

  /** Recovery found no open token: the execution goes to its end. */
  private void settle() {
    synchronized (this) {
      goOn(new ArrayList<>(), () -> {}).exceptionally(lost -> null);
    }
  }

  /** Commits; with no token left, the end is due: the last row follows what that adds. */
  private CompletableFuture<Void> goOn(List<NewEvent> rows, Runnable last) {
    RunCommit.End ending = null;
    RunCommit.Cleanup cleaning = null;
    List<Edge> begun = joined(rows);
    Edge endStep = open.isEmpty() ? end.endStep(services.ids()::next) : null;
    if (endStep != null) {
      issueToken(endStep, rows);
      begun.add(endStep);
    } else if (open.isEmpty()) {
      RunCleanup.Ending settled = end.settled();
      cleaning = clean(settled, rows, begun);
      ending = begun.isEmpty() ? ended(settled, rows) : null;
    }
    last.run();
    return settled(submit(info.cleanup(rows, cleaning, ending)), begun, ending);
  }

  /** The end: its last events, and who is told of it. */
  private RunCommit.End ended(RunCleanup.Ending settled, List<NewEvent> rows) {
    // what cleaned up may have failed; else a cancel that came in between is too late
    RunCleanup.Ending ending = cleanup.isGoing() ? end.settled() : settled;
    return events.ended(
        ending.verdict(),
        cleanup.troubles(),
        RunNotices.of(info, playbook(), settings().notices(), expressions())
            .of(ending, () -> new StepNames(variables, fixed)),
        rows);
  }

  /** What cleans up next, now that nothing else runs; nothing where the execution ends. */
  private RunCommit.@Nullable Cleanup clean(
      RunCleanup.Ending settled, List<NewEvent> rows, List<Edge> begun) {
    RunCleanup.Move move = cleanup.next(settled, now());
    events.cleanup().moved(move, now(), rows);
    if (move.step() >= 0) {
      Edge edge = new Edge("cleanup", move.step(), Map.of(), false, false, services.ids().next());
      if (move.undo() != null) {
        cleanup.issued(edge.token());
      }
      issueToken(edge, rows);
      begun.add(edge);
    }
    return move.begins() == null ? null : new RunCommit.Cleanup(move.begins() == Part.COMPENSATE);
  }

  /** The steps that have waited for branches and need not wait any longer. */
  private List<Edge> joined(List<NewEvent> rows) {
    if (isStopping()) {
      joins.clear();
    }
    List<Edge> begun = new ArrayList<>();
    for (Edge due : joins.due(open.at())) {
      Edge issued = due.issued(services.ids().next());
      issueToken(issued, rows);
      joins.issued(issued.step());
      begun.add(issued);
    }
    joins.settle(open.at());
    return begun;
  }

  private CompletableFuture<Void> settled(
      CompletableFuture<Void> committed, List<Edge> begun, RunCommit.@Nullable End ending) {
    if (!begun.isEmpty()) {
      return committed.thenRun(
          () -> {
            if (cleanup.isGoing()) {
              services.bounded().accept(this);
            }
            begun.forEach(this::dispatchEdge);
          });
    }
    return ending == null ? committed : committed.thenRun(() -> services.ended().accept(this));
  }

  /**
   * Commits; a writer that was fenced begins nothing any more, and one that knows writes nothing.
   */
  private CompletableFuture<Void> submit(RunCommit commit) {
    if (end.isLost()) {
      return CompletableFuture.failedFuture(new StaleEpochException(id()));
    }
    return services
        .writer()
        .commit(commit)
        .whenComplete(
            (done, problem) -> {
              if (problem instanceof StaleEpochException) {
                stop.lose();
                services.lost().accept(this);
              }
            });
  }

  /** Sends the tokens that a step has issued for another step on their way. */
  public void dispatchIssued(Token from, int step) {
    for (long id : from.issuedFor(step)) {
      Token token;
      synchronized (this) {
        token = open.find(id);
      }
      // Parked at the end, or recovered and on its way already, there is nothing to send.
      if (token != null && token.head() == step) {
        dispatch(token);
      }
    }
  }

  /** Whether no further step may begin: the execution was cancelled, has failed over, or ended. */
  public boolean isStopping() {
    return end.isStopping();
  }

  /** Whether it was told to stop; one that another replica has now was not. */
  boolean isToldToStop() {
    return end.isInterrupting();
  }

  /** A step, or an item of its loop, begins. */
  public StepRun enter(Token token, int index, @Nullable LoopItem item) {
    Step step = playbook().steps().get(index);
    StepNames names = names(step, token);
    if (item != null) {
      names = names.with(item.loop().names(item)).scoped(Map.of("iter", item.loop().iter(item)));
    }
    StepRun entered = new StepRun(this, token, step, item, names, token.args());
    if (!token.takeEntered(index, entered.itemIndex())) {
      services.writer().later(info.commit(events.entered(entered), null, null));
    }
    return entered;
  }

  /** A loop begins: what it iterates over is rendered once. */
  public LoopRun enterLoop(Token token, int index) {
    Step step = playbook().steps().get(index);
    Loop loop = step.loop();
    if (loop == null) {
      throw new IllegalArgumentException("Step '" + step.name() + "' has no loop");
    }
    StepNames names = names(step, token).withArgs(token.args());
    LoopRun entered =
        loop.cursor() != null
            ? CursorLoop.over(this, token, step, loop, names, token.cursor(index))
            : ItemLoop.over(
                step,
                loop,
                () -> expressions().value(step.pointer() + "/loop/in").render(names),
                () -> expressions().value(step.pointer() + "/loop/max_in_flight").render(names),
                settings().pause());
    token.enterLoop(index, entered);
    return entered;
  }

  /** A loop has run its items: its end as the sinks of {@code loop.done} see it. */
  public StepRun loopEnd(Token token, int index) {
    LoopRun loop = token.loop(index);
    StepNames names = names(loop.step(), token);
    return loop.end(() -> new StepRun(this, token, loop.step(), null, names, token.args()));
  }

  /** A step has ended, or an item of its loop. Completes when that is durable. */
  public CompletableFuture<Void> exit(StepRun ended) {
    LoopItem item = ended.item();
    StepExit exit = item == null ? StepExit.of(ended) : StepExit.ofItem(ended);
    synchronized (this) {
      if (isGone(ended.token())) {
        return gone();
      }
      List<NewEvent> rows = new ArrayList<>(ended.rows());
      Undo undo = undo(ended, exit);
      rows.addAll(events.exited(ended, exit, undo));
      if (undo != null) {
        cleanup.done(undo);
      }
      cleanup.ended(
          ended.token().id(),
          exit.outcome() instanceof Outcome.Failed failed ? failed.error().message() : null);
      apply(exit);
      if (item == null) {
        variables.result(ended.step().name(), exit.result());
        return follow(ended.token(), exit, rows, ended);
      }
      boolean failed = exit.outcome() instanceof Outcome.Failed;
      item.loop()
          .done(
              item.index(),
              exit.result(),
              failed ? ((Outcome.Failed) exit.outcome()).error() : null,
              exit.routed());
      item.loop().remember(item.index(), exit.edges());
      List<Edge> calls =
          exit.calls().stream().map(edge -> open(ended.step().index(), edge, rows)).toList();
      rows.add(events.completed(ended, exit));
      if (exit.failure() != null && exit.routed()) {
        end.fail(exit.step().name(), exit.failure());
        item.loop().stop();
      }
      return submit(info.commit(rows, null, null)).thenRun(() -> calls.forEach(this::dispatchEdge));
    }
  }

  /** What can be undone of it; null where nothing can. */
  private @Nullable Undo undo(StepRun ended, StepExit exit) {
    Step step = ended.step();
    if (cleanup.compensation(step) == null || exit.outcome() instanceof Outcome.Failed) {
      return null;
    }
    LoopItem item = ended.item();
    return new Undo(
        step.index(),
        step.name(),
        ended.token().id(),
        ended.itemIndex(),
        ended.label(),
        Storable.described(LoggedValues.map(ended.inputs())),
        exit.result(),
        item == null ? null : Storable.described(LoggedValues.of(item.value())));
  }

  /** Whether a bug has ended the execution while a token was on its way. */
  private boolean isGone(Token token) {
    return open.find(token.id()) == null;
  }

  private CompletableFuture<Void> gone() {
    return CompletableFuture.failedFuture(new StaleEpochException(id()));
  }

  private void dispatchEdge(Edge edge) {
    Token token;
    synchronized (this) {
      token = open.find(edge.token());
    }
    if (token != null) {
      dispatch(token);
    }
  }

  /** A loop has ended. Completes when that is durable. */
  public CompletableFuture<Void> exitLoop(Token token, int index) {
    LoopRun loop = token.loop(index);
    Step step = loop.step();
    StepNames names = names(step, token).withArgs(token.args());
    StepExit exit = StepExit.ofLoop(this, loop, names);
    synchronized (this) {
      if (isGone(token)) {
        return gone();
      }
      List<NewEvent> rows = new ArrayList<>(loop.endRows());
      rows.addAll(events.loopDone(token, loop, exit));
      apply(exit);
      variables.result(step.name(), exit.result());
      return follow(token, exit, rows, null);
    }
  }

  private void apply(StepExit exit) {
    exit.set().forEach((name, value) -> variables.set(name, Storable.described(value)));
    exit.writes().forEach(write -> variables.write(write.described()));
  }

  /**
   * Who is told that a step asks people.
   *
   * @param due when it is too late; null for never
   */
  public List<RunCommit.Notice> asks(StepRun asking, ApprovalSpec spec, @Nullable Instant due) {
    return RunNotices.asking(info, playbook(), settings().notices(), expressions())
        .ofApproval(asking.step().name(), spec, due, asking.names());
  }

  /** Whether a step runs now that the flow has come to it. */
  public boolean admits(Token token, int index) {
    Step step = playbook().steps().get(index);
    StepNames names = names(step, token).withArgs(token.args());
    return new AdmissionCheck(expressions()).admits(step.admission(), names);
  }

  /** A step is passed over: the flow goes on behind it. Completes when that is durable. */
  public CompletableFuture<Void> skip(Token token, int index) {
    Step step = playbook().steps().get(index);
    StepNames names = names(step, token).withArgs(token.args());
    StepExit exit = StepExit.ofSkipped(this, step, names);
    synchronized (this) {
      if (isGone(token)) {
        return gone();
      }
      List<NewEvent> rows = new ArrayList<>(List.of(events.skipped(token, exit)));
      apply(exit);
      end.stepSkipped();
      return follow(token, exit, rows, null, () -> {});
    }
  }

  /**
   * A task of a list has ended and others follow: that is recorded before they begin.
   *
   * @param delaySeconds after which it is called again, where it is
   * @return whether they may begin
   */
  boolean taskEnded(StepRun step, TaskRecord record, double delaySeconds) {
    CompletableFuture<Void> committed;
    synchronized (this) {
      Scopes.ofRun(record.writes()).forEach(write -> variables.write(write.described()));
      committed = submit(info.commit(List.of(events.task(step, record, delaySeconds)), null, null));
    }
    try {
      settings().pause().await(committed);
      return true;
    } catch (CompletionException e) {
      step.finished(
          Outcome.failed(
              ToolError.of(
                  "EX0002",
                  "NotStored",
                  "The end of task '%s' of step '%s' could not be stored: %s"
                      .formatted(record.label(), step.step().name(), e.getMessage()))));
      return false;
    }
  }

  /** A cursor has claimed rows. Completes when that is durable. */
  CompletableFuture<Void> frameClaimed(Token token, Step step, Frame frame) {
    synchronized (this) {
      return submit(info.commit(List.of(events.frame(token, step, frame)), null, null));
    }
  }

  /** The last task of a list has ended: its record goes with the step's commit. */
  void lastTask(StepRun step, TaskRecord record) {
    synchronized (this) {
      step.rows().add(events.task(step, record, 0));
    }
  }

  /** Waits while the execution is paused. */
  void awaitGoing() {
    CompletableFuture<Void> going = new CompletableFuture<>();
    whenGoing(() -> going.complete(null));
    settings().pause().await(going);
  }

  private CompletableFuture<Void> follow(
      Token token, StepExit exit, List<NewEvent> rows, @Nullable StepRun completed) {
    return follow(
        token,
        exit,
        rows,
        completed,
        () -> end.stepEnded(exit.step(), exit.result(), exit.isQuiet()));
  }

  private CompletableFuture<Void> follow(
      Token token,
      StepExit exit,
      List<NewEvent> rows,
      @Nullable StepRun completed,
      Runnable stepEnded) {
    List<Edge> edges = new ArrayList<>(exit.edges());
    edges.addAll(exit.calls());
    if (exit.failure() != null) {
      end.fail(exit.step().name(), exit.failure());
    }
    if (isStopping()) {
      edges.clear();
    }
    edges.replaceAll(edge -> open(exit.step().index(), edge, rows));
    token.follow(edges);
    if (!token.goesOn()) {
      open.remove(token);
    }
    stepEnded.run();
    return goOn(
        rows,
        () -> {
          if (completed != null) {
            rows.add(events.completed(completed, exit));
          }
        });
  }

  private Edge open(int from, Edge chosen, List<NewEvent> rows) {
    Edge edge = chosen.withArgs(Storable.described(chosen.args()));
    if (edge.inline()) {
      rows.add(events.issued(edge));
      return edge;
    }
    Edge issued = edge.issued(services.ids().next());
    if (!joins.takes(from, issued) && !end.parks(issued)) {
      issueToken(issued, rows);
    }
    return issued;
  }

  private void issueToken(Edge edge, List<NewEvent> rows) {
    rows.add(events.issued(edge));
    open.add(edge);
  }

  /** Ends a token whose next step does not begin any more, because the execution is stopping. */
  public CompletableFuture<Void> abandon(Token token) {
    synchronized (this) {
      token.follow(List.of());
      open.remove(token);
      if (!open.isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      return finish(new ArrayList<>());
    }
  }

  private CompletableFuture<Void> finish(List<NewEvent> rows) {
    List<Edge> begun = new ArrayList<>();
    // asked before: who holds the end's lock asks for the cleanup's
    RunCleanup.Ending settled = end.settled();
    RunCommit.Cleanup cleaning = clean(settled, rows, begun);
    if (!begun.isEmpty()) {
      return settled(submit(info.cleanup(rows, cleaning, null)), begun, null)
          .exceptionallyCompose(
              problem -> finishPlainly(problem).thenRun(() -> services.ended().accept(this)));
    }
    RunCommit.End ending = ended(settled, rows);
    return submit(info.commit(rows, null, ending))
        .exceptionallyCompose(problem -> finishPlainly(problem))
        .thenRun(() -> services.ended().accept(this));
  }

  /**
   * An end that the database refuses is not tried again and again: the execution fails with words.
   */
  private CompletableFuture<Void> finishPlainly(Throwable problem) {
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    if (cause instanceof StaleEpochException || problem instanceof StaleEpochException) {
      return CompletableFuture.failedFuture(problem);
    }
    RunCommit.End plain =
        new RunCommit.End(
            "FAILED", null, "EX0007: the execution's end could not be stored", now(), List.of());
    return submit(info.commit(List.of(), null, plain));
  }

  /** Fails the execution at once: a commit was refused for its data, or there is a bug of ours. */
  public CompletableFuture<Void> crash(String step, ToolError error) {
    synchronized (this) {
      end.fail(step, error);
      open.clear();
      stop.interruptRest();
      return finish(new ArrayList<>(List.of(events.crashed(step, error))));
    }
  }

  /**
   * Its token has come to the end of a route. One that is still to go on in it would wait for ever:
   * that is a bug of ours, and it is told.
   */
  public void routeEnded(Token token) {
    synchronized (this) {
      if (!token.goesOn() || isStopping() || open.find(token.id()) == null) {
        return;
      }
      String step = playbook().steps().get(token.next()).name();
      crash(
          step,
          ToolError.of(
              "EX0008",
              "NotRouted",
              "The playbook's route ends before step '%s', which is next. Please report it."
                  .formatted(step)));
    }
  }

  /** How it ended; meaningful once it has. */
  Ended ended() {
    return end.ended(id());
  }

  /** Records an attempt that failed, or a page, before the next call. */
  void repeatRow(StepRun step, Repeat.Again again) {
    synchronized (this) {
      services.writer().later(info.commit(List.of(events.again(step, again)), null, null));
    }
  }

  /** Records a sink that ran; it goes with the step's commit. */
  void sinkRow(StepRun step, String kind, Outcome outcome) {
    synchronized (this) {
      step.rows().add(events.sink(step, kind, outcome));
    }
  }

  void logLine(LogSource source, String stream, String line) {
    services.logs().line(id(), source, stream, line);
  }

  /** The steps that wait for what is recorded elsewhere. */
  IdleSteps idle() {
    return idle;
  }

  /**
   * When it has to go on by itself, if all of its branches wait, and have for some time.
   *
   * @param sinceNanos each has waited since then at the latest
   * @return null while something goes on; {@link Instant#MAX} when no time ends a wait
   */
  @Nullable Instant idleUntil(long sinceNanos) {
    synchronized (this) {
      boolean held = isStopping() || stop.gate().isClosed() || open.isEmpty();
      return held ? null : idle.until(open.all(), sinceNanos);
    }
  }

  /** Completes when all that was written before is durable. */
  CompletableFuture<Void> flushed() {
    return submit(info.commit(List.of(), null, null));
  }

  /** Whether it was put aside until something that it waits for is there. */
  public boolean isParked() {
    return parked;
  }

  /** No replica has it from now on. */
  void park() {
    parked = true;
    stop.lose();
  }

  /** Stops it, holds it, loses it. */
  StopControl stop() {
    return stop;
  }

  /** Begins a step, now or when the execution is resumed. */
  public void whenGoing(Runnable begin) {
    stop.gate().pass(begin);
  }
}
