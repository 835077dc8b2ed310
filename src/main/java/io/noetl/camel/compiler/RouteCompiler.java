package io.noetl.camel.compiler;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Cursor;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import io.noetl.camel.playbook.Task;
import io.noetl.camel.playbook.ToolSpec;
import io.noetl.camel.playbook.WorkbookEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.Block;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.language.LanguageExpression;

/**
 * Emits the routes of a playbook: a closed set of EIPs and schemes. A node carries the JSON pointer
 * of its part of the playbook, never its text; a description says what it is.
 */
final class RouteCompiler {
  private final String key;
  private final Playbook playbook;
  private final Flow flow;

  RouteCompiler(String key, Playbook playbook, Flow flow) {
    this.key = key;
    this.playbook = playbook;
    this.flow = flow;
  }

  List<RouteDefinition> routes() {
    List<RouteDefinition> routes = new ArrayList<>();
    for (Step step : playbook.steps()) {
      if (flow.isHead(step.index())) {
        routes.add(route(step));
      }
    }
    for (WorkbookEntry entry : playbook.workbook()) {
      routes.add(workbook(entry));
    }
    return routes;
  }

  private RouteDefinition route(Step head) {
    boolean start = head.index() == flow.entry();
    RouteDefinition route = new RouteDefinition();
    route.setId(start ? RouteNames.routeId(playbook.path(), key) : stepId(head) + " (route)");
    route.setDescription(start ? describe(playbook.name()) : describe(head.description()));
    route.setInput(new FromDefinition(stepUri(head.index())));
    route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    emit(route, head);
    return route;
  }

  private RouteDefinition workbook(WorkbookEntry entry) {
    RouteDefinition route = new RouteDefinition();
    route.setId(RouteNames.routeId(playbook.path(), key) + " (workbook " + entry.name() + ")");
    route.setInput(new FromDefinition(RouteNames.workbook(key, entry.index())));
    route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    route.addOutput(tool(entry.tool().kind(), entry.tool().pointer(), entry.name()));
    return route;
  }

  private void emit(Block parent, Step step) {
    StepDefinition body = new StepDefinition();
    body.setId(stepId(step));
    body.setDescription(describe(step.description()));
    call(body, step);
    Loop loop = step.loop();
    if (loop == null) {
      parent.addOutput(body);
    } else {
      parent.addOutput(loop(step, loop, body));
    }
    calls(parent, step);
    branches(parent, step);
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      arcs(parent, arcs);
    } else if (!step.next().isEmpty()) {
      targets(parent, step.next());
    } else if (flow.isImplicitEndInline(step)) {
      emit(parent, flow.end().orElseThrow());
    }
  }

  private void arcs(Block parent, Router.Arcs router) {
    List<Arc> arcs = router.arcs();
    if (arcs.size() == 1 && arcs.getFirst().when() == null) {
      targets(parent, router.targets());
    } else if (router.mode() == Router.Mode.INCLUSIVE && arcs.size() > 1) {
      for (Arc arc : arcs) {
        FilterDefinition taken = new FilterDefinition(jinja(arc.pointer()));
        taken.setDescription(describe(condition(arc)));
        taken.addOutput(toStep(arc.target()));
        parent.addOutput(taken);
      }
    } else if (!arcs.isEmpty()) {
      ChoiceDefinition choice = new ChoiceDefinition();
      for (Arc arc : arcs) {
        WhenDefinition when = new WhenDefinition(jinja(arc.pointer()));
        when.setDescription(describe(condition(arc)));
        targets(when, List.of(arc.target()));
        when.setParent(choice);
        choice.getWhenClauses().add(when);
      }
      parent.addOutput(choice);
    }
  }

  private static String condition(Arc arc) {
    String when = arc.when();
    return when == null ? "always" : when;
  }

  /** The split; with sinks of {@code loop.done} a Step EIP around both, so that they are one. */
  private ProcessorDefinition<?> loop(Step step, Loop loop, StepDefinition body) {
    Cursor cursor = loop.cursor();
    SplitDefinition split =
        cursor == null ? split(step, loop, body) : claimers(step, loop, cursor, body);
    String id = RouteNames.loopId(stepId(step));
    List<FilterDefinition> sinks = new ArrayList<>();
    for (Rule rule : step.rules()) {
      if (rule.events().contains(EventName.LOOP_DONE)) {
        sinks(rule, "/done").ifPresent(sinks::add);
      }
    }
    if (sinks.isEmpty()) {
      split.setId(id);
      return split;
    }
    StepDefinition whole = new StepDefinition();
    whole.setId(id);
    whole.addOutput(split);
    sinks.forEach(whole::addOutput);
    return whole;
  }

  private SplitDefinition split(Step step, Loop loop, StepDefinition body) {
    SplitDefinition split = new SplitDefinition(jinja(step.pointer() + "/loop"));
    split.setDescription(describe("for " + loop.iterator() + " in " + loop.in()));
    split.setStreaming("true");
    if (loop.mode() == Loop.Mode.PARALLEL) {
      split.setParallelProcessing("true");
      split.setExecutorService(RouteNames.EXECUTOR);
    }
    split.addOutput(body);
    return split;
  }

  /** One branch for each claimer: it claims a frame, its rows run, until there are none. */
  private SplitDefinition claimers(Step step, Loop loop, Cursor cursor, StepDefinition body) {
    SplitDefinition split = new SplitDefinition(jinja(step.pointer() + "/loop"));
    split.setDescription(describe(loop.maxInFlight() + " claimers"));
    parallel(split, loop.maxInFlight());
    LoopDefinition frames = new LoopDefinition(jinja(step.pointer() + "/loop/claim"));
    frames.setDoWhile("true");
    frames.setDescription("until a claim gives no rows");
    ToDefinition claim = new ToDefinition("tool:claim?pointer=" + cursor.claim().pointer());
    claim.setDescription(describe("claim of " + step.name()));
    frames.addOutput(claim);
    SplitDefinition rows = new SplitDefinition(jinja(step.pointer() + "/loop/frame"));
    rows.setDescription(describe("for " + loop.iterator() + " in the rows of the claim"));
    parallel(rows, cursor.rowConcurrency());
    rows.addOutput(body);
    frames.addOutput(rows);
    split.addOutput(frames);
    return split;
  }

  private static void parallel(SplitDefinition split, Object atOnce) {
    split.setStreaming("true");
    if (!Long.valueOf(1).equals(atOnce)) {
      split.setParallelProcessing("true");
      split.setExecutorService(RouteNames.EXECUTOR);
    }
  }

  private void call(Block body, Step step) {
    Block around = body;
    if (!step.tasks().isEmpty()) {
      body.addOutput(tasks(step));
    } else if (repeats(step)) {
      LoopDefinition again = new LoopDefinition(jinja(step.pointer() + "/retry"));
      again.setDoWhile("true");
      again.setDescription("until done: retry, next page");
      body.addOutput(again);
      around = again;
    }
    if (step.tasks().isEmpty()) {
      around.addOutput(call(step.name(), step.tool()));
    }
    for (Rule rule : step.rules()) {
      if (!rule.events().equals(Set.of(EventName.LOOP_DONE))) {
        sinks(rule, "/sink").ifPresent(around::addOutput);
      }
    }
    if (!step.sinks().isEmpty()) {
      FilterDefinition done = new FilterDefinition(jinja(step.pointer() + "/sink"));
      done.setDescription("call.done");
      step.sinks().forEach(sink -> done.addOutput(sink(sink)));
      around.addOutput(done);
    }
    for (int i = 0; i < step.retry().size(); i++) {
      List<Action.Sink> sinks = step.retry().get(i).sinks();
      if (!sinks.isEmpty()) {
        FilterDefinition page = new FilterDefinition(jinja(step.pointer() + "/page/" + i));
        page.setDescription("each page");
        sinks.forEach(sink -> page.addOutput(sink(sink)));
        around.addOutput(page);
      }
    }
  }

  /** The tasks of a list: the one whose turn it is, until none is left. */
  private LoopDefinition tasks(Step step) {
    String pointer = step.pointer() + "/tasks";
    LoopDefinition turns = new LoopDefinition(jinja(pointer));
    turns.setDoWhile("true");
    turns.setDescription("until the list of tasks is done");
    if (step.tasks().size() == 1) {
      Task only = step.tasks().getFirst();
      turns.addOutput(call(only.label(), only.tool()));
      return turns;
    }
    ChoiceDefinition choice = new ChoiceDefinition();
    for (Task task : step.tasks()) {
      WhenDefinition when = new WhenDefinition(jinja(pointer + "/" + task.index()));
      when.setDescription(describe("task " + task.label()));
      when.addOutput(call(task.label(), task.tool()));
      when.setParent(choice);
      choice.getWhenClauses().add(when);
    }
    turns.addOutput(choice);
    return turns;
  }

  /** The sinks of a rule behind its condition, where it has any. */
  private Optional<FilterDefinition> sinks(Rule rule, String condition) {
    FilterDefinition when = new FilterDefinition(jinja(rule.pointer() + condition));
    when.setDescription(describe(rule.when()));
    for (Action action : rule.then()) {
      if (action instanceof Action.Sink sink) {
        when.addOutput(sink(sink));
      }
    }
    return when.getOutputs().isEmpty() ? Optional.empty() : Optional.of(when);
  }

  private static boolean repeats(Step step) {
    return !step.retry().isEmpty()
        || step.rules().stream()
            .flatMap(rule -> rule.then().stream())
            .anyMatch(a -> a instanceof Action.Retry || a instanceof Action.NextPage);
  }

  private void calls(Block parent, Step step) {
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Call call) {
          FilterDefinition when = new FilterDefinition(jinja(call.pointer()));
          when.setDescription(describe("call " + call.target().step() + " when " + rule.when()));
          when.addOutput(toStep(call.target()));
          parent.addOutput(when);
        }
      }
    }
  }

  private void branches(Block parent, Step step) {
    ChoiceDefinition choice = new ChoiceDefinition();
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Next next) {
          WhenDefinition when = new WhenDefinition(jinja(next.pointer()));
          when.setDescription(describe(rule.when()));
          targets(when, next.targets());
          when.addOutput(new StopDefinition());
          when.setParent(choice);
          choice.getWhenClauses().add(when);
        }
      }
    }
    if (!choice.getWhenClauses().isEmpty()) {
      parent.addOutput(choice);
    }
  }

  private void targets(Block parent, List<Target> targets) {
    if (targets.size() == 1) {
      Target target = targets.getFirst();
      if (flow.isInline(target)) {
        emit(parent, playbook.steps().get(flow.indexOf(target.step())));
      } else {
        parent.addOutput(toStep(target));
      }
      return;
    }
    MulticastDefinition fanOut = new MulticastDefinition();
    fanOut.setParallelProcessing("true");
    fanOut.setExecutorService(RouteNames.EXECUTOR);
    targets.forEach(target -> fanOut.addOutput(toStep(target)));
    parent.addOutput(fanOut);
  }

  private ToDefinition toStep(Target target) {
    ToDefinition to = new ToDefinition(stepUri(flow.indexOf(target.step())));
    to.setDescription(describe("to " + target.step()));
    return to;
  }

  private ToDefinition call(String what, ToolSpec tool) {
    if (!tool.kind().equals("workbook")) {
      return tool(tool.kind(), tool.pointer(), what);
    }
    Object task = tool.config().getOrDefault("task", tool.config().get("name"));
    String name = task == null ? what : task.toString();
    for (WorkbookEntry entry : playbook.workbook()) {
      if (entry.name().equals(name)) {
        ToDefinition to = new ToDefinition(RouteNames.workbook(key, entry.index()));
        to.setDescription(describe("workbook: " + name));
        return to;
      }
    }
    // Its name is a template: the run finds the route.
    return tool("workbook", tool.pointer(), name);
  }

  private ToDefinition tool(String kind, String pointer, String what) {
    String uri =
        switch (kind) {
          case "python", "duckdb", "postgres" -> kind + ":tool?pointer=" + pointer;
          case "playbook" -> "playbook:child?pointer=" + pointer;
          default -> "tool:" + kind + "?pointer=" + pointer;
        };
    ToDefinition to = new ToDefinition(uri);
    to.setDescription(describe(kind + ": " + what));
    return to;
  }

  private ToDefinition sink(Action.Sink sink) {
    ToDefinition to = new ToDefinition("tool:sink?pointer=" + sink.pointer());
    to.setDescription(describe("sink: " + sink.kind()));
    return to;
  }

  private String stepId(Step step) {
    return RouteNames.stepId(playbook.path(), key, step.name());
  }

  private String stepUri(int step) {
    return RouteNames.step(key, step);
  }

  private static LanguageExpression jinja(String pointer) {
    return new LanguageExpression("jinja", pointer);
  }

  /** Text for people: Camel would take braces side by side for a property placeholder. */
  private static String describe(String text) {
    String oneLine = text.strip().replaceAll("\\s+", " ");
    String shorter = oneLine.length() > 120 ? oneLine.substring(0, 119) + "…" : oneLine;
    return shorter.replaceAll("\\{(?=\\{)", "{ ").replaceAll("\\}(?=\\})", "} ");
  }
}
