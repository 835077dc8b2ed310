package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.Flow;
import io.noetl.camel.execution.Snapshot.OpenToken;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of an execution as a fold over its log: variables, open tokens with what is recorded of
 * them, how it stands with its end.
 */
final class RunState {
  private final CompiledPlaybook compiled;
  private final Playbook playbook;
  private final RunCleanup cleanup;
  private final RunEnd end;
  private final JoinBoard joins;
  private final Map<Long, Token> open = new LinkedHashMap<>();
  private final Map<Long, OpenToken> positions = new LinkedHashMap<>();
  private Variables variables = new Variables(Map.of());

  private RunState(CompiledPlaybook compiled) {
    this.compiled = compiled;
    this.playbook = compiled.playbook();
    this.cleanup = new RunCleanup(playbook);
    this.end = new RunEnd(compiled.flow(), cleanup);
    this.joins = new JoinBoard(compiled.flow());
  }

  /** Before anything has happened. */
  static RunState begun(CompiledPlaybook compiled, Variables variables) {
    RunState state = new RunState(compiled);
    state.variables = variables;
    return state;
  }

  static RunState fold(CompiledPlaybook compiled, Iterable<LoggedEvent> events) {
    RunState state = new RunState(compiled);
    events.forEach(event -> state.apply(event, compiled.flow()));
    return state;
  }

  Variables variables() {
    return variables;
  }

  Map<Long, Token> open() {
    return open;
  }

  RunEnd end() {
    return end;
  }

  RunCleanup cleanup() {
    return cleanup;
  }

  JoinBoard joins() {
    return joins;
  }

  /** Where the open tokens are. */
  Collection<OpenToken> positions() {
    return positions.values();
  }

  private void apply(LoggedEvent event, Flow flow) {
    switch (event.eventType()) {
      case "playbook.initialized" -> variables = new Variables(workload(event.result()));
      case "command.issued" -> issued(event, flow);
      case "step.enter" -> entered(event);
      case "step.exit" -> exited(event);
      case "loop.done", "step.skipped" -> ended(event);
      case "task.done", "task.failed" -> task(event);
      case "frame.claimed" -> frame(event);
      case CleanupEvents.STARTED -> {
        // What was under way then was stopped.
        open.clear();
        positions.clear();
        joins.clear();
        CleanupEvents.begun(event, cleanup);
      }
      default -> {}
    }
  }

  private static Map<String, @Nullable Object> workload(@Nullable Object result) {
    return result instanceof Map<?, ?> map ? strings(map.get("workload")) : Map.of();
  }

  private static Map<String, @Nullable Object> strings(@Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> found) {
      found.forEach((key, member) -> map.put(String.valueOf(key), member));
    }
    return map;
  }

  private void issued(LoggedEvent event, Flow flow) {
    Long token = event.token();
    Optional<Step> step = playbook.step(event.nodeName());
    if (token == null || step.isEmpty()) {
      return;
    }
    int index = step.get().index();
    if (step.get().part() == Part.COMPENSATE) {
      cleanup.issued(token);
    }
    Map<String, @Nullable Object> args = strings(event.context().get("args"));
    positions.put(token, new OpenToken(token, event.nodeName(), args, List.of()));
    open.put(
        token,
        flow.isHead(index)
            ? new Token(token, index, args)
            : Token.inside(token, PathToStep.to(compiled, index), index, args));
    if (flow.end().isPresent() && flow.end().get().index() == index) {
      end.endIssued();
    }
    if (Boolean.TRUE.equals(event.meta().get("join"))) {
      joins.issued(index);
      joins.settle(at());
    }
  }

  /** A step that waits is in the same run still when it is taken up again. */
  private void entered(LoggedEvent event) {
    Long id = event.token();
    Token token = id == null ? null : open.get(id);
    Step step = playbook.step(event.nodeName()).orElse(null);
    if (token != null && step != null && step.waits()) {
      token.entered(Token.key(step.index(), event.item()));
    }
  }

  private void exited(LoggedEvent event) {
    done(event);
    if (event.item() >= 0) {
      item(event);
    } else {
      ended(event);
    }
  }

  /** What can be undone, and what was. */
  private void done(LoggedEvent event) {
    Step step = playbook.step(event.nodeName()).orElse(null);
    Long token = event.token();
    if (step == null || token == null) {
      return;
    }
    if (event.meta().get("undo") instanceof Map<?, ?> kept && cleanup.compensation(step) != null) {
      Object label = event.meta().get("label");
      cleanup.done(
          new Undo(
              step.index(),
              step.name(),
              token,
              event.item(),
              label == null ? null : label.toString(),
              strings(kept.get("input")),
              event.result(),
              kept.get("value")));
    }
    cleanup.ended(token, event.status().equals("FAILED") ? event.error() : null);
  }

  /** The steps at which tokens are. */
  private BitSet at() {
    BitSet at = new BitSet();
    for (OpenToken token : positions.values()) {
      playbook.step(token.step()).ifPresent(step -> at.set(step.index()));
    }
    return at;
  }

  /** A task of a list that is not over. */
  private void task(LoggedEvent event) {
    Token token = open.get(event.token());
    Step step = playbook.step(event.nodeName()).orElse(null);
    int next = number(event, "next");
    if (token == null || step == null || next < 0) {
      return;
    }
    List<Write> writes = Write.read(event.meta().get("writes"));
    Scopes.ofRun(writes).forEach(variables::write);
    ToolError failure = event.failure();
    Outcome outcome =
        failure == null
            ? new Outcome.Done(event.result())
            : new Outcome.Failed(failure, event.result());
    token.record(
        Token.key(step.index(), event.item()),
        new TaskRecord(
            number(event, "index"),
            String.valueOf(event.meta().get("task")),
            number(event, "attempt"),
            outcome,
            next,
            Boolean.TRUE.equals(event.meta().get("again")),
            writes));
  }

  private static int number(LoggedEvent event, String name) {
    return event.meta().get(name) instanceof Number number ? number.intValue() : -1;
  }

  /** A cursor has claimed rows. */
  private void frame(LoggedEvent event) {
    Token token = open.get(event.token());
    Step step = playbook.step(event.nodeName()).orElse(null);
    if (token != null && step != null && strings(event.result()).get("rows") instanceof List<?> r) {
      Object transaction = event.meta().get("transaction");
      token
          .cursor(step.index())
          .claimed(
              new Frame(
                  number(event, "frame"),
                  number(event, "first"),
                  r,
                  Boolean.TRUE.equals(event.meta().get("whole")),
                  transaction == null ? null : transaction.toString()));
    }
  }

  private static boolean isCursor(Step step) {
    return step.loop() != null && step.loop().cursor() != null;
  }

  private void item(LoggedEvent event) {
    Token token = open.get(event.token());
    Step step = playbook.step(event.nodeName()).orElse(null);
    set(event);
    if (token != null && step != null && isCursor(step)) {
      token.recordRow(step.index(), event.item(), recorded(event));
    } else if (token != null && step != null) {
      token.record(Token.key(step.index(), event.item()), recorded(event));
      positions.computeIfPresent(token.id(), (id, at) -> withItem(at, event.item()));
    }
  }

  private void ended(LoggedEvent event) {
    Step step = playbook.step(event.nodeName()).orElse(null);
    Long id = event.token();
    Token token = id == null ? null : open.get(id);
    if (step == null || token == null) {
      return;
    }
    set(event);
    if (event.eventType().equals("step.skipped")) {
      end.stepSkipped();
    } else {
      variables.result(step.name(), event.result());
      end.stepEnded(step, event.result(), Boolean.TRUE.equals(event.meta().get("quiet")));
    }
    if (Boolean.TRUE.equals(event.meta().get("fails"))) {
      ToolError told = ToolError.read(event.meta().get("failure"));
      end.fail(
          step.name(),
          told == null
              ? ToolError.of(
                  "EX0003", "Failed", Objects.requireNonNullElse(event.error(), "failed"))
              : told);
    }
    Token.Recorded recorded = recorded(event);
    token.record(Token.key(step.index(), -1), recorded);
    boolean goesOn = false;
    for (Edge edge : recorded.edges()) {
      if (edge.inline()) {
        goesOn = true;
        String next = playbook.steps().get(edge.step()).name();
        positions.put(token.id(), new OpenToken(token.id(), next, edge.args(), List.of()));
      }
      if (!edge.inline() && !joins.takes(step.index(), edge)) {
        end.parks(edge);
      }
    }
    if (!goesOn) {
      open.remove(token.id());
      positions.remove(token.id());
    }
    joins.settle(at());
  }

  private static OpenToken withItem(OpenToken at, int item) {
    List<Integer> items = new ArrayList<>(at.items());
    items.add(item);
    return new OpenToken(at.token(), at.step(), at.args(), items);
  }

  private void set(LoggedEvent event) {
    EdgeJson.values(event.meta().get("set")).forEach(variables::set);
    Write.read(event.meta().get("writes")).forEach(variables::write);
  }

  private static Token.Recorded recorded(LoggedEvent event) {
    List<Edge> edges = new ArrayList<>();
    if (event.meta().get("edges") instanceof List<?> list) {
      list.forEach(edge -> edges.add(EdgeJson.read(strings(edge))));
    }
    return new Token.Recorded(edges, event.result(), event.failure());
  }
}
