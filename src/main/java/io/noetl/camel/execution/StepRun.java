package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.ToolSpec;
import io.noetl.camel.playbook.WorkbookEntry;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.template.TemplateError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a step, or of one item of its loop: from its entry to its exit, over all its attempts
 * and pages. The route's nodes ask it what to do; one thread at a time.
 */
public final class StepRun {
  private static final int PAGES_OF_A_LINE = 100;
  private static final Set<String> OWN_TIMEOUT = Set.of("http", "script", "shell", "container");

  private final Run run;
  private final Token token;
  private final Step step;
  private final @Nullable LoopItem item;
  private final EntryRules entry;
  private StepNames names;
  private final Map<String, @Nullable Object> transitionArgs;
  private final Repeat repeat;
  private final RuleBook rules;
  private final Running running;
  private final @Nullable TaskList tasks;
  private StepNames callNames;
  private long calledNanos;
  private final List<NewEvent> rows = new ArrayList<>();
  private final SinkEnds sinkEnds;
  private final @Nullable String label;
  private final long enteredNanos = System.nanoTime();
  private volatile long waitedMillis;
  private volatile long waitedNanos = enteredNanos;
  private Map<String, @Nullable Object> pageArgs = Map.of();
  private Map<String, @Nullable Object> inputs = Map.of();
  private int attempt;
  private long computedNanos;
  private @Nullable Outcome outcome;
  private @Nullable Rule callRule;
  private boolean evaluated;
  private Repeat.@Nullable Again again;

  StepRun(
      Run run,
      Token token,
      Step step,
      @Nullable LoopItem item,
      StepNames names,
      Map<String, @Nullable Object> transitionArgs) {
    this.run = run;
    this.token = token;
    this.step = step;
    this.item = item;
    this.names = names;
    this.transitionArgs = transitionArgs;
    this.running = new Running(run.settings().threads());
    this.repeat = new Repeat(step, run.expressions(), run.amounts(), run.settings(), run::now);
    this.rules = new RuleBook(step, run.expressions());
    this.entry = new EntryRules(step, rules);
    this.sinkEnds = new SinkEnds(step);
    this.label = item == null ? null : LoopLabels.of(run.expressions(), step, names, item);
    this.callNames = names;
    this.tasks =
        step.tasks().isEmpty() || (step.loop() != null && item == null)
            ? null
            : new TaskList(step, run.expressions(), token.progress(step.index(), itemIndex()));
  }

  /** The execution. */
  public Run run() {
    return run;
  }

  /** The step. */
  public Step step() {
    return step;
  }

  Token token() {
    return token;
  }

  @Nullable LoopItem item() {
    return item;
  }

  StepNames names() {
    return tasks == null ? names : tasks.scopes().over(names, iter());
  }

  /** {@code iter} of the item; null outside of a loop. */
  private @Nullable Map<String, @Nullable Object> iter() {
    return item == null ? null : item.loop().iter(item);
  }

  /** What the last task wrote into the execution's scope: it goes with the step's end. */
  List<Write> lastWrites() {
    TaskRecord record = tasks == null ? null : tasks.lastRecord();
    return record == null ? List.of() : Scopes.ofRun(record.writes());
  }

  RuleBook rules() {
    return rules;
  }

  Repeat repeat() {
    return repeat;
  }

  List<NewEvent> rows() {
    return rows;
  }

  /** The rules of the events before the call. */
  EntryRules entry() {
    return entry;
  }

  /** How the sinks ended. */
  SinkEnds sinkEnds() {
    return sinkEnds;
  }

  /** The inputs of its last call; of a list of tasks those that all of them see. */
  Map<String, @Nullable Object> inputs() {
    return inputs;
  }

  double millis() {
    double here = (System.nanoTime() - enteredNanos) / 1e6;
    return Math.max(here, waitedMillis + (System.nanoTime() - waitedNanos) / 1e6);
  }

  /** The loop item that it runs for, from 0; -1 outside of a loop. */
  public int itemIndex() {
    return item == null ? -1 : item.index();
  }

  /** Names the call under way within the execution, for all of its attempts. */
  public String callKey() {
    return tasks == null ? key() : key() + tasks.callKey();
  }

  /**
   * The header {@code traceparent} for what the step calls; null where nothing is traced.
   *
   * @param key names the span within the execution
   */
  public @Nullable String traceparent(String key) {
    return run.settings().tracer().header(run.id(), run.info().ancestry().traceparent(), key);
  }

  /** Names this run of the step within its execution. */
  public String key() {
    String key = token.id() + "/" + step.name();
    return item == null ? key : key + "[" + item.index() + "]";
  }

  /**
   * The inputs of the step's tool, or of the workbook entry that it calls.
   *
   * @param pointer JSON pointer of the tool
   * @param toolNames names that the tool adds for its own fields
   * @throws TemplateError when a template fails
   */
  public StepInput input(String pointer, ToolNames toolNames) {
    names = entry.apply(run, source(), names);
    StepNames base = tasks == null ? names : tasks.names(names, iter());
    ToolSpec own = tasks == null ? step.tool() : tasks.current().tool();
    ToolSpec tool = own;
    Map<String, @Nullable Object> over =
        rendered(step.pointer() + "/args", base.withArgs(transitionArgs));
    over.putAll(transitionArgs);
    over.putAll(pageArgs);
    Map<String, @Nullable Object> args = rendered(step.pointer() + "/input", base.withArgs(over));
    Map<String, @Nullable Object> before = new LinkedHashMap<>(args);
    before.putAll(over);
    StepNames given = base.withArgs(before);
    if (pointer.startsWith("/workbook/")) {
      WorkbookEntry called = entry(pointer);
      tool = called.tool();
      args.putAll(rendered(tool.pointer() + "/args", given));
      args.putAll(rendered("/workbook/" + called.index() + "/args", given));
    }
    attempt = tasks == null ? attempt + 1 : tasks.attempt();
    outcome = null;
    evaluated = false;
    args.putAll(rendered(own.pointer() + "/args", given));
    args.putAll(over);
    inputs = tasks == null ? args : before;
    StepNames seen = called(base, idempotencyKey()).withArgs(args).with(repeat.names());
    callNames = seen;
    calledNanos = System.nanoTime();
    String at = tool.pointer();
    StepNames inTool =
        seen.with(
            toolNames.of(
                tool.kind(), () -> run.expressions().member(at, "auth", seen), seen::flat));
    Map<String, @Nullable Object> config = rendered(at, inTool);
    return new StepInput(
        tool.kind(),
        tool.pointer(),
        config,
        args,
        seen.flat(),
        attempt,
        idempotencyKey(),
        timeout(inTool, config));
  }

  /** The route of the workbook entry that the step names; empty when there is none. */
  public String workbookUri() {
    names = entry.apply(run, source(), names);
    ToolSpec tool = tasks == null ? step.tool() : tasks.current().tool();
    Map<String, @Nullable Object> config = rendered(tool.pointer(), names());
    Object task = config.get("task") != null ? config.get("task") : config.get("name");
    String name = task == null ? step.name() : task.toString();
    return run.playbook().workbook().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .map(entry -> RouteNames.workbook(run.compiled().key(), entry.index()))
        .orElse("");
  }

  private WorkbookEntry entry(String pointer) {
    return run.playbook().workbook().stream()
        .filter(e -> e.tool().pointer().equals(pointer))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, @Nullable Object> rendered(String pointer, StepNames seen) {
    return run.expressions().members(pointer, seen);
  }

  private String idempotencyKey() {
    return run.id() + "/" + callKey() + (repeat.page() == 0 ? "" : "#" + repeat.page());
  }

  /** The names of a call: {@code job} has its idempotency key, too. */
  private StepNames called(StepNames base, String idempotencyKey) {
    return base.with(Map.of("job", run.info().job(idempotencyKey)));
  }

  /** A task may have a time of its own; http and script keep theirs themselves. */
  private @Nullable Duration timeout(StepNames seen, Map<String, @Nullable Object> config) {
    for (String key : List.of("timeout", "timeout_seconds")) {
      if (tasks != null
          && config.get(key) instanceof Number number
          && number.doubleValue() > 0
          && !OWN_TIMEOUT.contains(tasks.current().tool().kind())) {
        return Duration.ofNanos((long) (number.doubleValue() * 1e9));
      }
    }
    Double written = step.timeout();
    if (written == null) {
      return null;
    }
    String[] field = {"timeout"};
    double ofTool = run.amounts().number(step.tool().pointer(), field, written, 0.001, seen);
    double seconds = run.amounts().number(step.pointer(), field, ofTool, 0.001, seen);
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /**
   * The inputs of a sink.
   *
   * @throws TemplateError when a template fails
   */
  public StepInput sinkInput(String pointer) {
    Expressions expressions = run.expressions();
    String sinkKey = idempotencyKey() + pointer;
    StepNames seen =
        called(names(), sinkKey)
            .with(EventScope.sink(step.name(), run.now(), ended()))
            .with(repeat.names());
    Object config = expressions.value(pointer).render(seen);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (config instanceof Map<?, ?> map) {
      map.forEach((key, value) -> fields.put(String.valueOf(key), value));
    } else {
      fields.put("tool", config);
    }
    return new StepInput("sink", pointer, fields, Map.of(), seen.flat(), attempt, sinkKey, null);
  }

  /** Takes what the tool has ended with. A map that says {@code status: error} is a failure. */
  public void finished(Outcome ended) {
    outcome =
        switch (StorableOutcome.of(step.name(), ended)) {
          case Outcome.Done done -> checked(new Outcome.Done(LoggedValues.of(done.result())));
          case Outcome.Failed failed ->
              new Outcome.Failed(failed.error(), LoggedValues.of(failed.result()));
        };
  }

  private static Outcome checked(Outcome.Done done) {
    if (done.result() instanceof Map<?, ?> map && "error".equals(map.get("status"))) {
      Object message = map.get("error") != null ? map.get("error") : map.get("message");
      return new Outcome.Failed(
          ToolError.of(
              "TL0001",
              "ToolError",
              message == null ? "Tool returned error status" : String.valueOf(message)),
          done.result());
    }
    return done;
  }

  /** Records that the sink at a pointer ran. */
  public void sinkFinished(String pointer, Outcome ended) {
    Outcome kept = StorableOutcome.of(step.name(), ended);
    sinkEnds.add(pointer, kept).ifPresent(failure -> log("SYSTEM", failure.message()));
    run.sinkRow(this, pointer, kept);
  }

  /** What its lines come from. */
  LogSource source() {
    return new LogSource(step.name(), item == null ? null : item.index(), label);
  }

  /** Names the item for people; null outside of a loop. */
  @Nullable String label() {
    return label;
  }

  /** Writes a line to the step's log. */
  public void log(String stream, String line) {
    run.logLine(source(), stream, line);
  }

  /**
   * Whether the call is made on this replica: always, but for items of a loop of which so many are
   * called here already. {@link #calledHere} ends it.
   */
  public boolean callsHere(int most) {
    return item == null || item.loop().callsHere(most);
  }

  /** A call that was made on this replica has ended. */
  public void calledHere() {
    if (item != null) {
      item.loop().calledHere();
    }
  }

  /** The calling thread is inside a tool from now on: cancel and timeout interrupt it. */
  public void enterTool() {
    running.enter();
    run.stop().track(this);
  }

  /** The calling thread has left the tool. */
  public void leaveTool() {
    run.stop().untrack(this);
    running.leave();
  }

  /**
   * The step waits without a thread: cancel and timeout do this instead.
   *
   * @return to be run when the waiting is over
   */
  public Runnable onInterrupt(Runnable action) {
    running.instead(action);
    run.stop().track(this);
    return () -> {
      run.stop().untrack(this);
      running.instead(null);
    };
  }

  /** Interrupts the thread that is inside the tool. */
  public void interrupt() {
    running.interrupt();
  }

  /** Another owner goes on: a thread is interrupted, what the step waits for is left alone. */
  void lose() {
    running.lose();
  }

  /**
   * The step waits for what is recorded outside of the execution's log: while all of an execution's
   * branches do, no server needs to have it.
   *
   * @param key names the wait in the execution
   * @param due when it is over by itself; null for never
   * @param stopped done when the step is stopped
   * @param lost done when another owner goes on with the execution
   * @return to be run when the waiting is over
   */
  public Runnable waits(String key, @Nullable Instant due, Runnable stopped, Runnable lost) {
    running.instead(stopped, lost);
    run.idle().add(this, key, due);
    run.stop().track(this);
    return () -> {
      run.stop().untrack(this);
      run.idle().remove(this);
      running.instead(null, null);
    };
  }

  /** The step has been waiting since then, whoever had it. */
  public void waitedSince(Instant begun) {
    waitedMillis = Math.max(0, Duration.between(begun, run.now()).toMillis());
    waitedNanos = System.nanoTime();
  }

  /** The code of its calls has run so much longer. */
  public void computed(long nanos) {
    computedNanos += nanos;
  }

  /** How long their code has run since this was asked, in milliseconds. */
  double takeComputedMillis() {
    double millis = computedNanos / 1e6;
    computedNanos = 0;
    return millis;
  }

  /** Whether a rule's sinks run for the call that has just ended. */
  public boolean isSinkDue(int rule) {
    Rule found = step.rules().get(rule);
    Outcome ended = ended();
    return isDue(
        () ->
            entry.matched().contains(found)
                || Repeat.eventsOf(ended, item != null).stream()
                    .anyMatch(event -> rules.matches(found, event, at(event, ended))));
  }

  /** A condition of a sink that fails is a sink that failed. */
  private boolean isDue(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (TemplateError e) {
      sinkEnds.broken(e);
      return false;
    }
  }

  /** Whether a rule's sinks run at the end of the loop whose end this is. */
  public boolean isLoopSinkDue(int rule) {
    Map<String, @Nullable Object> seen =
        EventScope.loopDone(step.name(), run.now(), EventScope.result(ended()));
    return !run.isStopping()
        && isDue(
            () -> rules.matches(step.rules().get(rule), EventName.LOOP_DONE, names.with(seen)));
  }

  /** Whether the call that has just ended succeeded. */
  public boolean isDone() {
    return ended() instanceof Outcome.Done;
  }

  private StepNames at(EventName event, Outcome ended) {
    StepNames seen = names;
    if (!step.isOfWorkflow() && ended instanceof Outcome.Done) {
      // Nothing is wrong with the call, whatever is with the execution.
      seen = names.with(Collections.singletonMap("error", null));
    }
    return seen.with(EventScope.at(event, step.name(), run.now(), ended)).with(repeat.names());
  }

  /**
   * Whether the tool is called (again): at first, after an error, for the next page. Waits for the
   * delay of a retry.
   */
  public boolean isCallDue() {
    if (attempt == 0) {
      return true;
    }
    if (run.isStopping()) {
      return false;
    }
    Repeat.Again next;
    try {
      next = evaluate();
    } catch (TemplateError e) {
      finished(new Outcome.Failed(TemplateFailure.of(step.name(), e), EventScope.result(ended())));
      evaluated = true;
      return false;
    }
    if (next == null) {
      if (repeat.isCutOff()) {
        log("SYSTEM", "stopped after page " + (repeat.page() + 1) + ", as max_attempts says");
      }
      return false;
    }
    run.repeatRow(this, next);
    if (next.nextPage()) {
      pageArgs = next.overrides();
      if (repeat.page() % PAGES_OF_A_LINE == 0) {
        log("SYSTEM", "page " + (repeat.page() + 1));
      }
    }
    return pause(next.delaySeconds());
  }

  /**
   * Whether a task is called (again). What the one before has ended with is decided upon and
   * recorded first.
   */
  public boolean isTaskDue() {
    TaskList list = Objects.requireNonNull(tasks);
    if (outcome != null && !run.isStopping()) {
      TaskRecord record = list.decide(outcome, callNames, (System.nanoTime() - calledNanos) / 1e6);
      if (record.isLast()) {
        run.lastTask(this, record);
        outcome = list.end();
        return false;
      }
      if (!run.taskEnded(this, record, list.delay()) || !pause(list.delay())) {
        return false;
      }
      run.awaitGoing();
      outcome = null;
    }
    if (run.isStopping()) {
      if (outcome == null) {
        outcome = list.end();
      }
      return false;
    }
    return true;
  }

  /** Whether it is the turn of a task. */
  public boolean isTurn(int task) {
    return Objects.requireNonNull(tasks).current().index() == task;
  }

  private boolean pause(double seconds) {
    if (seconds <= 0) {
      return true;
    }
    enterTool();
    try {
      run.settings().pause().sleep(Duration.ofNanos((long) (seconds * 1e9)));
      return true;
    } catch (InterruptedException e) {
      finished(Outcome.failed(ToolError.of("EX0402", "Cancelled", "The execution was cancelled.")));
      evaluated = true;
      again = null;
      return false;
    } finally {
      leaveTool();
    }
  }

  /** Looks at the call that has ended, once: its rule, and whether it is made again. */
  private Repeat.@Nullable Again evaluate() {
    if (evaluated) {
      return again;
    }
    evaluated = true;
    Outcome ended = ended();
    EventName event = Repeat.eventOf(ended);
    callRule = rules.first(event, at(event, ended), rule -> !repeat.isUsedUp(rule));
    List<Rule> chosen = new ArrayList<>();
    if (callRule != null) {
      chosen.add(callRule);
    }
    Rule exit =
        rules.first(
            EventName.STEP_EXIT,
            at(EventName.STEP_EXIT, ended),
            rule -> RuleBook.repeats(rule) && !repeat.isUsedUp(rule));
    if (exit != null && !exit.equals(callRule)) {
      chosen.add(exit);
    }
    again = repeat.after(ended, chosen, at(event, ended));
    if (again == null) {
      // A rule whose retry is used up lets the rules behind it have their turn.
      callRule = rules.first(event, at(event, ended), rule -> !repeat.isUsedUp(rule));
    }
    return again;
  }

  /** The rule of {@code call.done} or {@code call.error}; null when none matched. */
  @Nullable Rule callRule() {
    evaluate();
    return callRule;
  }

  /** What the last call ended with. */
  Outcome ended() {
    Outcome ended = outcome;
    return ended != null
        ? ended
        : Outcome.failed(
            ToolError.of(
                "EX0001", "Internal", "The tool of step '" + step.name() + "' gave no outcome."));
  }
}
