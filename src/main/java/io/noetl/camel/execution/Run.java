package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.compiler.Flow;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.event.EventRow;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.Fenced;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
  private final RunLog log;
  private final RunEnd end;
  private final PauseGate gate = new PauseGate();
  private final Map<Long, Token> open = new LinkedHashMap<>();
  private final Set<StepRun> inTool = ConcurrentHashMap.newKeySet();
  private final Map<String, Object> fixed;
  private final Map<String, @Nullable Object> payload;

  Run(
      RunInfo info,
      CompiledPlaybook compiled,
      Variables variables,
      Map<String, @Nullable Object> payload,
      RunServices services) {
    this(info, compiled, variables, payload, new RunEnd(compiled.flow()), services);
  }

  /** An execution that goes on where its log ends. */
  static Run resumed(
      RunInfo info,
      CompiledPlaybook compiled,
      RunState state,
      Map<String, @Nullable Object> payload,
      RunServices services) {
    Run run = new Run(info, compiled, state.variables(), payload, state.end(), services);
    run.open.putAll(state.open());
    return run;
  }

  private Run(
      RunInfo info,
      CompiledPlaybook compiled,
      Variables variables,
      Map<String, @Nullable Object> payload,
      RunEnd end,
      RunServices services) {
    this.info = info;
    this.compiled = compiled;
    this.variables = variables;
    this.payload = payload;
    this.services = services;
    this.log = new RunLog(info, services.ids(), services.clock(), services.json());
    this.end = end;
    this.fixed = fixedNames(info);
  }

  /** The names that no workload can change. */
  static Map<String, Object> fixedNames(RunInfo info) {
    String id = Long.toString(info.executionId());
    return Map.of(
        "execution_id", id,
        "catalog_id", Long.toString(info.catalogId()),
        "job", Map.of("uuid", id, "id", id, "execution_id", id));
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

  Playbook playbook() {
    return compiled.playbook();
  }

  Flow flow() {
    return compiled.flow();
  }

  Expressions expressions() {
    return compiled.expressions();
  }

  RunSettings settings() {
    return services.settings();
  }

  Variables variables() {
    return variables;
  }

  /** The first commit: the execution's row and its first events. The start token is open then. */
  synchronized CompletableFuture<Void> begin(ExecutionRow row, String workloadJson) {
    List<EventRow> rows = new ArrayList<>();
    rows.add(
        log.row("playbook.initialized", info.path(), "INITIALIZED").result(workloadJson).build());
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("first_step", Playbook.START);
    first.put("playbook_path", info.path());
    rows.add(
        log.row("workflow.initialized", "workflow", "INITIALIZED")
            .result(services.json().writeColumn(first))
            .build());
    Edge start =
        new Edge("", flow().indexOf(Playbook.START), payload, false, services.ids().next());
    rows.add(issue(start));
    open.put(start.token(), new Token(start.token(), start.step(), payload));
    return submit(commit(rows, row, null));
  }

  /** Sends the open tokens on their way: at the start, or after a recovery. */
  void dispatchOpen() {
    List<Token> tokens;
    synchronized (this) {
      tokens = List.copyOf(open.values());
    }
    if (tokens.isEmpty()) {
      settle();
    }
    tokens.forEach(this::dispatch);
  }

  private void dispatch(Token token) {
    gate.pass(
        () -> {
          if (token.claimDispatch()) {
            services.dispatcher().dispatch(this, token);
          }
        });
  }

  /** Recovery found no open token: the execution goes to its end. */
  private void settle() {
    synchronized (this) {
      List<EventRow> rows = new ArrayList<>();
      Edge endStep = end.endStep(services.ids()::next);
      RunCommit.End ending = null;
      if (endStep != null) {
        issueToken(endStep, rows);
      } else {
        ending = ending(rows);
      }
      settled(submit(commit(rows, null, ending)), endStep, ending).exceptionally(lost -> null);
    }
  }

  private CompletableFuture<Void> settled(
      CompletableFuture<Void> committed, @Nullable Edge endStep, RunCommit.@Nullable End ending) {
    if (endStep != null) {
      return committed.thenRun(() -> dispatchEdge(endStep));
    }
    return ending == null ? committed : committed.thenRun(() -> services.ended().accept(this));
  }

  /** Commits; a writer that was fenced begins nothing any more. */
  private CompletableFuture<Void> submit(RunCommit commit) {
    return services
        .writer()
        .commit(commit)
        .whenComplete(
            (done, problem) -> {
              if (problem instanceof Fenced) {
                end.lose();
                services.lost().accept(this);
              }
            });
  }

  /** Whether a step of a token, or one item of its loop, is recorded: then it is not run again. */
  public boolean replay(Token token, int step, @Nullable LoopItem item) {
    Token.Recorded recorded = token.recorded(Token.key(step, item == null ? -1 : item.index()));
    if (recorded == null) {
      return false;
    }
    if (item == null) {
      token.follow(recorded.edges());
    } else {
      item.loop()
          .done(item.index(), recorded.result(), recorded.toolError(), !recorded.edges().isEmpty());
      item.loop().remember(item.index(), recorded.edges());
    }
    return true;
  }

  /** Sends the tokens that a step has issued for another step on their way. */
  public void dispatchIssued(Token from, int step) {
    for (long id : from.issuedFor(step)) {
      Token token;
      synchronized (this) {
        token = open.get(id);
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

  /** A step, or an item of its loop, begins. */
  public StepRun enter(Token token, int index, @Nullable LoopItem item) {
    Step step = playbook().steps().get(index);
    StepNames names = new StepNames(variables, fixed);
    if (item != null) {
      names = names.with(item.loop().names(item));
    }
    StepRun entered = new StepRun(this, token, step, item, names, token.args());
    List<EventRow> rows = new ArrayList<>();
    if (item != null) {
      rows.add(
          log.row("command.issued", step.name(), "PENDING")
              .nodeType(step.tool().kind())
              .meta("item", item.index())
              .build());
    }
    rows.add(entryRow("command.claimed", "RUNNING", entered));
    rows.add(entryRow("command.started", "RUNNING", entered));
    rows.add(entryRow("step.enter", "STARTED", entered));
    services.writer().later(commit(rows, null, null));
    return entered;
  }

  private EventRow entryRow(String type, String status, StepRun entered) {
    return about(entered, log.row(type, entered.step().name(), status)).build();
  }

  private static RunLog.Builder about(StepRun run, RunLog.Builder row) {
    row.meta("token", Long.toString(run.token().id()));
    if (run.itemIndex() >= 0) {
      row.meta("item", run.itemIndex());
    }
    return row;
  }

  /** A loop begins: what it iterates over is rendered once. */
  public LoopRun enterLoop(Token token, int index) {
    Step step = playbook().steps().get(index);
    Loop loop = step.loop();
    if (loop == null) {
      throw new IllegalArgumentException("Step '" + step.name() + "' has no loop");
    }
    LoopRun entered;
    try {
      StepNames names = new StepNames(variables, fixed).withArgs(token.args());
      Object in = expressions().value(step.pointer() + "/loop/in").render(names);
      entered = new LoopRun(step, loop, LoopItems.of(in), null);
    } catch (TemplateError e) {
      entered = new LoopRun(step, loop, List.of(), TemplateFailure.of(step.name(), e));
    } catch (IllegalArgumentException e) {
      entered =
          new LoopRun(
              step,
              loop,
              List.of(),
              ToolError.of("EX0302", "LoopError", "Step '" + step.name() + "': " + e.getMessage()));
    }
    token.enterLoop(index, entered);
    return entered;
  }

  /** A step has ended, or an item of its loop. Completes when that is durable. */
  public CompletableFuture<Void> exit(StepRun ended) {
    LoopItem item = ended.item();
    StepExit exit = item == null ? StepExit.of(ended) : StepExit.ofItem(ended);
    synchronized (this) {
      List<EventRow> rows = new ArrayList<>(ended.rows());
      outcomeRows(ended, exit, rows);
      apply(exit);
      if (item == null) {
        variables.result(ended.step().name(), exit.result());
        return follow(ended.token(), ended.step(), exit, rows, completion(ended, exit));
      }
      boolean failed = exit.outcome() instanceof Outcome.Failed;
      item.loop()
          .done(
              item.index(),
              exit.result(),
              failed ? ((Outcome.Failed) exit.outcome()).error() : null,
              exit.routed());
      item.loop().remember(item.index(), exit.edges());
      List<Edge> calls = exit.calls().stream().map(edge -> open(edge, rows)).toList();
      rows.add(completion(ended, exit).build());
      if (exit.failure() != null && exit.routed()) {
        end.fail(exit.failure());
        item.loop().stop();
      }
      return submit(commit(rows, null, null)).thenRun(() -> calls.forEach(this::dispatchEdge));
    }
  }

  private void dispatchEdge(Edge edge) {
    Token token;
    synchronized (this) {
      token = open.get(edge.token());
    }
    if (token != null) {
      dispatch(token);
    }
  }

  /** A loop has ended. Completes when that is durable. */
  public CompletableFuture<Void> exitLoop(Token token, int index) {
    LoopRun loop = token.loop(index);
    Step step = loop.step();
    StepNames names = new StepNames(variables, fixed).withArgs(token.args());
    StepExit exit = StepExit.ofLoop(this, loop, names);
    synchronized (this) {
      List<EventRow> rows = new ArrayList<>();
      ToolError error = exit.outcome() instanceof Outcome.Failed failed ? failed.error() : null;
      if (loop.isBroken()) {
        rows.add(log.row("call.error", step.name(), "RUNNING").error(error).build());
        rows.add(log.row("step.exit", step.name(), "FAILED").error(error).build());
      }
      rows.add(
          decided(exit, log.row("loop.done", step.name(), error == null ? "COMPLETED" : "FAILED"))
              .meta("token", Long.toString(token.id()))
              .millis(loop.millis())
              .result(services.json().writeColumn(exit.result()))
              .error(error)
              .build());
      apply(exit);
      variables.result(step.name(), exit.result());
      return follow(token, step, exit, rows, null);
    }
  }

  private void outcomeRows(StepRun ended, StepExit exit, List<EventRow> rows) {
    String name = ended.step().name();
    ToolError error = exit.outcome() instanceof Outcome.Failed failed ? failed.error() : null;
    rows.add(
        about(ended, log.row(error == null ? "call.done" : "call.error", name, "RUNNING"))
            .error(error)
            .build());
    rows.add(
        decided(
                exit,
                about(ended, log.row("step.exit", name, error == null ? "COMPLETED" : "FAILED")))
            .millis(ended.millis())
            .result(services.json().writeColumn(exit.result()))
            .error(error)
            .build());
  }

  /** What recovery needs: the ways that were chosen and the variables that were set. */
  private static RunLog.Builder decided(StepExit exit, RunLog.Builder row) {
    List<Edge> edges = new ArrayList<>(exit.edges());
    edges.addAll(exit.calls());
    if (!edges.isEmpty()) {
      row.meta("edges", edges.stream().map(EdgeJson::write).toList());
    }
    if (!exit.set().isEmpty()) {
      row.meta("set", exit.set());
    }
    if (exit.failure() != null) {
      row.meta("fails", true);
    }
    return row;
  }

  private RunLog.Builder completion(StepRun ended, StepExit exit) {
    boolean failed = exit.outcome() instanceof Outcome.Failed;
    return about(
            ended,
            log.row(
                failed ? "command.failed" : "command.completed",
                ended.step().name(),
                failed ? "FAILED" : "COMPLETED"))
        .result(services.json().writeColumn(exit.result()))
        .error(failed ? ((Outcome.Failed) exit.outcome()).error() : null);
  }

  private void apply(StepExit exit) {
    exit.set().forEach(variables::set);
  }

  private CompletableFuture<Void> follow(
      Token token,
      Step step,
      StepExit exit,
      List<EventRow> rows,
      RunLog.@Nullable Builder completion) {
    List<Edge> edges = new ArrayList<>(exit.edges());
    edges.addAll(exit.calls());
    if (exit.failure() != null) {
      end.fail(exit.failure());
    }
    if (isStopping()) {
      edges.clear();
    }
    edges.replaceAll(edge -> open(edge, rows));
    token.follow(edges);
    if (!token.goesOn()) {
      open.remove(token.id());
    }
    end.stepEnded(step, exit.result(), exit.outcome() instanceof Outcome.Done);
    RunCommit.End ending = null;
    Edge endStep = null;
    if (open.isEmpty()) {
      endStep = end.endStep(services.ids()::next);
      if (endStep != null) {
        issueToken(endStep, rows);
      } else {
        ending = ending(rows);
      }
    }
    if (completion != null) {
      rows.add(completion.build());
    }
    return settled(submit(commit(rows, null, ending)), endStep, ending);
  }

  private Edge open(Edge edge, List<EventRow> rows) {
    if (edge.inline()) {
      rows.add(issue(edge));
      return edge;
    }
    Edge issued = edge.issued(services.ids().next());
    if (!end.parks(issued)) {
      issueToken(issued, rows);
    }
    return issued;
  }

  private void issueToken(Edge edge, List<EventRow> rows) {
    rows.add(issue(edge));
    open.put(edge.token(), new Token(edge.token(), edge.step(), edge.args()));
  }

  private EventRow issue(Edge edge) {
    Step step = playbook().steps().get(edge.step());
    RunLog.Builder row =
        log.row("command.issued", step.name(), "PENDING")
            .nodeType(step.tool().kind())
            .context(Map.of("args", edge.args(), "tool", step.tool().kind()));
    if (!edge.inline()) {
      row.id(edge.token()).meta("token", Long.toString(edge.token()));
    }
    return row.build();
  }

  private RunCommit.End ending(List<EventRow> rows) {
    RunEnd.Verdict verdict = end.verdict();
    String json = services.json().writeColumn(verdict.result());
    String suffix = verdict.status().toLowerCase(java.util.Locale.ROOT);
    for (String scope : List.of("workflow", "playbook")) {
      rows.add(
          log.row(
                  scope + "." + suffix,
                  scope.equals("workflow") ? scope : info.path(),
                  verdict.status())
              .result(json)
              .error(verdict.error())
              .build());
    }
    return new RunCommit.End(
        verdict.status(),
        json,
        verdict.error() == null ? null : verdict.error().message(),
        services.clock().instant());
  }

  /** Ends a token whose next step does not begin any more, because the execution is stopping. */
  public CompletableFuture<Void> abandon(Token token) {
    synchronized (this) {
      token.follow(List.of());
      open.remove(token.id());
      if (!open.isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      List<EventRow> rows = new ArrayList<>();
      RunCommit.End ending = ending(rows);
      return submit(commit(rows, null, ending)).thenRun(() -> services.ended().accept(this));
    }
  }

  /** Fails the execution at once: a commit was refused for its data, or there is a bug of ours. */
  public CompletableFuture<Void> crash(String step, ToolError error) {
    synchronized (this) {
      end.fail(error);
      open.clear();
      List<EventRow> rows = new ArrayList<>();
      rows.add(log.row("step.exit", step, "FAILED").error(error).build());
      RunCommit.End ending = ending(rows);
      return submit(commit(rows, null, ending)).thenRun(() -> services.ended().accept(this));
    }
  }

  /** How it ended; meaningful once it has. */
  Ended ended() {
    RunEnd.Verdict verdict = end.verdict();
    return new Ended(
        id(),
        verdict.status(),
        verdict.result(),
        verdict.error() == null ? null : verdict.error().message());
  }

  /** Records an attempt that failed, or a page, before the next call. */
  void repeatRow(StepRun step, Repeat.Again again) {
    Outcome outcome = step.ended();
    ToolError error = outcome instanceof Outcome.Failed failed ? failed.error() : null;
    synchronized (this) {
      EventRow row =
          about(
                  step,
                  log.row(
                      error == null ? "call.done" : "call.error", step.step().name(), "RUNNING"))
              .meta("again", again.nextPage() ? "page" : "retry")
              .error(error)
              .build();
      services.writer().later(commit(List.of(row), null, null));
    }
  }

  /** Records a sink that ran; it goes with the step's commit. */
  void sinkRow(StepRun step, String kind, Outcome outcome) {
    ToolError error = outcome instanceof Outcome.Failed failed ? failed.error() : null;
    synchronized (this) {
      RunLog.Builder row =
          log.row(
              error == null ? "sink.executed" : "sink.failed",
              step.step().name(),
              error == null ? "COMPLETED" : "FAILED");
      step.rows().add(about(step, row).meta("sink", kind).error(error).build());
    }
  }

  void logLine(String step, String stream, String line) {
    services.logs().line(id(), step, stream, line);
  }

  /** A thread is inside a tool of this step: cancel reaches it. */
  void track(StepRun step) {
    inTool.add(step);
    if (end.isInterrupting()) {
      step.interrupt();
    }
  }

  void untrack(StepRun step) {
    inTool.remove(step);
  }

  /** Stops what runs; the tokens end, and the terminal event says CANCELLED. */
  void cancel(ToolError reason) {
    end.cancel(reason);
    interrupt();
  }

  /** As cancel, but the terminal event says FAILED. */
  void expire(ToolError reason) {
    end.expire(reason);
    interrupt();
  }

  private void interrupt() {
    gate.open();
    inTool.forEach(step -> step.interrupt());
  }

  /** Holds and lets go what begins. */
  PauseGate gate() {
    return gate;
  }

  /** Begins a step, now or when the execution is resumed. */
  public void whenGoing(Runnable begin) {
    gate.pass(begin);
  }

  /** Another owner will go on with it: nothing begins here any more. */
  void lose() {
    end.lose();
  }

  private RunCommit commit(
      List<EventRow> rows, @Nullable ExecutionRow start, RunCommit.@Nullable End ending) {
    return new RunCommit(
        info.executionId(),
        info.catalogId(),
        info.parentExecutionId(),
        info.name(),
        info.epoch(),
        rows,
        start,
        ending);
  }
}
