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
import org.apache.camel.model.OptionalIdentifiedDefinition;
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
  private final NodeNames names;

  RouteCompiler(String key, Playbook playbook, Flow flow) {
    this.key = key;
    this.playbook = playbook;
    this.flow = flow;
    this.names = new NodeNames(playbook);
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
    String begins =
        switch (head.part()) {
          case WORKFLOW ->
              start
                  ? "playbook " + playbook.path() + sentence(playbook.name())
                  : "from step " + head.name() + " on" + sentence(head.description());
          case COMPENSATE -> "undoes a step that is done, when the execution fails or is cancelled";
          case ON_FAILURE -> "when the execution has failed" + sentence(head.description());
          case ON_CANCEL -> "when the execution was cancelled" + sentence(head.description());
          case FINALLY -> "last, however the execution ends" + sentence(head.description());
        };
    RouteDefinition route = new RouteDefinition();
    String id = RouteNames.routeId(playbook.path(), key);
    route.setId(start ? id : id + "/" + RouteNames.stepId(head.name()));
    route.setDescription(NodeNames.text(begins));
    begin(route, head.name(), stepUri(head), "begins with step " + head.name());
    emit(route, head);
    return route;
  }

  private RouteDefinition workbook(WorkbookEntry entry) {
    RouteDefinition route = new RouteDefinition();
    route.setId(
        RouteNames.routeId(playbook.path(), key)
            + " (workbook "
            + RouteNames.safe(entry.name())
            + ")");
    route.setDescription(NodeNames.text("workbook entry " + entry.name()));
    begin(
        route,
        entry.name(),
        RouteNames.workbook(key, entry.index()),
        "begins the workbook's " + entry.name());
    route.addOutput(tool(entry.tool(), entry.name()));
    return route;
  }

  private void begin(RouteDefinition route, String owner, String uri, String text) {
    route.setGroup(RouteNames.GROUP);
    route.setInput(names.name(new FromDefinition(uri), owner, "from", text));
    route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
  }

  private static String sentence(String text) {
    return text.isBlank() ? "" : ": " + text;
  }

  private void emit(Block parent, Step step) {
    StepDefinition body = new StepDefinition();
    body.setId(RouteNames.stepId(step.name()));
    body.setDescription(NodeNames.text("step " + step.name() + sentence(step.description())));
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
      arcs(parent, step, arcs);
    } else if (!step.next().isEmpty()) {
      targets(parent, step, step.next());
    } else if (flow.isImplicitEndInline(step)) {
      emit(parent, flow.end().orElseThrow());
    }
  }

  private void arcs(Block parent, Step step, Router.Arcs router) {
    List<Arc> arcs = router.arcs();
    if (arcs.size() == 1 && arcs.getFirst().when() == null) {
      targets(parent, step, router.targets());
    } else if (router.mode() == Router.Mode.INCLUSIVE && arcs.size() > 1) {
      for (Arc arc : arcs) {
        FilterDefinition taken =
            when(new FilterDefinition(jinja(arc.pointer())), step, condition(arc));
        taken.addOutput(toStep(step, arc.target()));
        parent.addOutput(taken);
      }
    } else if (!arcs.isEmpty()) {
      ChoiceDefinition choice = choice(step, "the first arc that matches");
      for (Arc arc : arcs) {
        WhenDefinition when = when(new WhenDefinition(jinja(arc.pointer())), step, condition(arc));
        targets(when, step, List.of(arc.target()));
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

  private ChoiceDefinition choice(Step step, String text) {
    return names.name(new ChoiceDefinition(), step.name(), "way", text);
  }

  private <T extends OptionalIdentifiedDefinition<?>> T when(T node, Step step, String condition) {
    String text = NodeNames.condition(condition);
    return names.name(node, step.name(), NodeNames.label(text), text);
  }

  /** The split; with sinks of {@code loop.done} a Step EIP around both, so that they are one. */
  private ProcessorDefinition<?> loop(Step step, Loop loop, StepDefinition body) {
    Cursor cursor = loop.cursor();
    SplitDefinition split =
        cursor == null ? split(step, loop, body) : claimers(step, loop, cursor, body);
    String id = RouteNames.loopId(RouteNames.stepId(step.name()));
    List<FilterDefinition> sinks = new ArrayList<>();
    for (Rule rule : step.rules()) {
      if (rule.events().contains(EventName.LOOP_DONE)) {
        sinks(step, rule, "/done").ifPresent(sinks::add);
      }
    }
    if (sinks.isEmpty()) {
      split.setId(id);
      return split;
    }
    names.name(split, step.name(), "each " + loop.iterator(), split.getDescriptionText());
    StepDefinition whole = new StepDefinition();
    whole.setId(id);
    whole.setDescription(NodeNames.text("loop of step " + step.name() + ", and what it stores"));
    whole.addOutput(split);
    sinks.forEach(whole::addOutput);
    return whole;
  }

  private SplitDefinition split(Step step, Loop loop, StepDefinition body) {
    SplitDefinition split = new SplitDefinition(jinja(step.pointer() + "/loop"));
    split.setDescription(
        NodeNames.text(
            "for each "
                + loop.iterator()
                + " in "
                + NodeNames.condition(String.valueOf(loop.in()))));
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
    split.setDescription(NodeNames.text(loop.maxInFlight() + " claimers"));
    parallel(split, loop.maxInFlight());
    LoopDefinition frames = new LoopDefinition(jinja(step.pointer() + "/loop/claim"));
    frames.setDoWhile("true");
    names.name(frames, step.name(), "frames", "until a claim gives no rows");
    frames.addOutput(
        names.name(
            new ToDefinition("tool:claim?pointer=" + cursor.claim().pointer()),
            step.name(),
            "claim",
            "claims rows: " + ToolText.of(cursor.claim())));
    SplitDefinition rows = new SplitDefinition(jinja(step.pointer() + "/loop/frame"));
    names.name(
        rows,
        step.name(),
        "each " + loop.iterator(),
        "for each " + loop.iterator() + " in the rows of the claim");
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
      names.name(again, step.name(), "again", "calls again: retries and pages");
      body.addOutput(again);
      around = again;
    }
    if (step.tasks().isEmpty()) {
      around.addOutput(call(step.name(), step.name(), step.tool()));
    }
    for (Rule rule : step.rules()) {
      if (!rule.events().equals(Set.of(EventName.LOOP_DONE))) {
        sinks(step, rule, "/sink").ifPresent(around::addOutput);
      }
    }
    if (!step.sinks().isEmpty()) {
      FilterDefinition done = new FilterDefinition(jinja(step.pointer() + "/sink"));
      names.name(done, step.name(), "call.done", "call.done");
      step.sinks().forEach(sink -> done.addOutput(sink(step, sink)));
      around.addOutput(done);
    }
    for (int i = 0; i < step.retry().size(); i++) {
      List<Action.Sink> sinks = step.retry().get(i).sinks();
      if (!sinks.isEmpty()) {
        FilterDefinition page = new FilterDefinition(jinja(step.pointer() + "/page/" + i));
        names.name(page, step.name(), "each page", "each page");
        sinks.forEach(sink -> page.addOutput(sink(step, sink)));
        around.addOutput(page);
      }
    }
  }

  /** The tasks of a list: the one whose turn it is, until none is left. */
  private LoopDefinition tasks(Step step) {
    String pointer = step.pointer() + "/tasks";
    LoopDefinition turns = new LoopDefinition(jinja(pointer));
    turns.setDoWhile("true");
    names.name(turns, step.name(), "tasks", "until the list of tasks is done");
    if (step.tasks().size() == 1) {
      Task only = step.tasks().getFirst();
      turns.addOutput(call(step.name(), only.label(), only.tool()));
      return turns;
    }
    ChoiceDefinition choice = choice(step, "the task whose turn it is");
    for (Task task : step.tasks()) {
      WhenDefinition when =
          when(
              new WhenDefinition(jinja(pointer + "/" + task.index())),
              step,
              "task " + task.label());
      when.addOutput(call(step.name(), task.label(), task.tool()));
      when.setParent(choice);
      choice.getWhenClauses().add(when);
    }
    turns.addOutput(choice);
    return turns;
  }

  /** The sinks of a rule behind its condition, where it has any. */
  private Optional<FilterDefinition> sinks(Step step, Rule rule, String condition) {
    List<Action.Sink> sinks =
        rule.then().stream()
            .filter(Action.Sink.class::isInstance)
            .map(Action.Sink.class::cast)
            .toList();
    if (sinks.isEmpty()) {
      return Optional.empty();
    }
    FilterDefinition when =
        when(new FilterDefinition(jinja(rule.pointer() + condition)), step, rule.when());
    sinks.forEach(sink -> when.addOutput(sink(step, sink)));
    return Optional.of(when);
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
          FilterDefinition when =
              when(new FilterDefinition(jinja(call.pointer())), step, rule.when());
          when.setDescription(
              NodeNames.text(
                  "call " + call.target().step() + " when " + NodeNames.condition(rule.when())));
          when.addOutput(toStep(step, call.target()));
          parent.addOutput(when);
        }
      }
    }
  }

  private void branches(Block parent, Step step) {
    ChoiceDefinition choice = choice(step, "the first rule that matches");
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Next next) {
          WhenDefinition when = when(new WhenDefinition(jinja(next.pointer())), step, rule.when());
          targets(when, step, next.targets());
          when.addOutput(
              names.name(new StopDefinition(), step.name(), "stop", "this way ends here"));
          when.setParent(choice);
          choice.getWhenClauses().add(when);
        }
      }
    }
    if (!choice.getWhenClauses().isEmpty()) {
      parent.addOutput(choice);
    }
  }

  private void targets(Block parent, Step from, List<Target> targets) {
    if (targets.size() == 1) {
      Target target = targets.getFirst();
      if (flow.isInline(target)) {
        emit(parent, playbook.steps().get(flow.indexOf(target.step())));
      } else {
        parent.addOutput(toStep(from, target));
      }
      return;
    }
    MulticastDefinition fanOut =
        names.name(
            new MulticastDefinition(),
            from.name(),
            "all of",
            "at once: " + String.join(", ", targets.stream().map(Target::step).toList()));
    fanOut.setParallelProcessing("true");
    fanOut.setExecutorService(RouteNames.EXECUTOR);
    targets.forEach(target -> fanOut.addOutput(toStep(from, target)));
    parent.addOutput(fanOut);
  }

  private ToDefinition toStep(Step from, Target target) {
    return names.name(
        new ToDefinition(stepUri(playbook.steps().get(flow.indexOf(target.step())))),
        from.name(),
        "to " + target.step(),
        "to step " + target.step());
  }

  /**
   * The call of a tool.
   *
   * @param owner the step
   * @param what the step, or its task
   */
  private ToDefinition call(String owner, String what, ToolSpec tool) {
    if (!tool.kind().equals("workbook")) {
      return tool(tool, owner);
    }
    Object task = tool.config().getOrDefault("task", tool.config().get("name"));
    String name = task == null ? what : task.toString();
    for (WorkbookEntry entry : playbook.workbook()) {
      if (entry.name().equals(name)) {
        return names.name(
            new ToDefinition(RouteNames.workbook(key, entry.index())),
            owner,
            "workbook",
            "workbook " + name);
      }
    }
    // Its name is a template: the run finds the route.
    return tool(tool, owner);
  }

  private ToDefinition tool(ToolSpec tool, String owner) {
    String kind = tool.kind();
    String uri =
        switch (kind) {
          case "python", "duckdb", "postgres" -> kind + ":tool?pointer=" + tool.pointer();
          case "playbook" -> "playbook:child?pointer=" + tool.pointer();
          default -> "tool:" + kind + "?pointer=" + tool.pointer();
        };
    return names.name(new ToDefinition(uri), owner, kind, ToolText.of(tool));
  }

  private ToDefinition sink(Step step, Action.Sink sink) {
    return names.name(
        new ToDefinition("tool:sink?pointer=" + sink.pointer()),
        step.name(),
        "sink " + sink.kind(),
        "stores by " + sink.kind());
  }

  private String stepUri(Step step) {
    return RouteNames.step(key, step.pointer());
  }

  private static LanguageExpression jinja(String pointer) {
    return new LanguageExpression("jinja", pointer);
  }
}
