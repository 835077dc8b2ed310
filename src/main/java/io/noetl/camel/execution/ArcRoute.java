package io.noetl.camel.execution;

import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How the end of a step of arcs goes on: its {@code set}, its arcs, what those write. */
final class ArcRoute {
  private final StepExit exit;
  private final Run run;
  private final Step step;

  ArcRoute(StepExit exit, Run run) {
    this.exit = exit;
    this.run = run;
    this.step = exit.step();
  }

  /** The step's own {@code set}, all of it rendered before any is written. */
  void assign(StepNames names) {
    if (!step.set().isEmpty()) {
      exit.write(Scopes.rendered(step.set(), run.expressions(), exit.boundary("step.done", names)));
    }
  }

  /**
   * Takes the arcs that match.
   *
   * @param loopDone whether it is a loop whose items have run
   */
  void go(StepNames names, boolean loopDone) {
    Router.Arcs arcs = Objects.requireNonNull(step.arcs());
    ArcChoice choice =
        new ArcChoice(
            arcs,
            run.expressions(),
            event -> exit.boundary(event, names),
            line -> run.logLine(exit.source(), "SYSTEM", line));
    boolean fails = false;
    if (exit.outcome() instanceof Outcome.Failed failed) {
      choice.failure(loopDone);
      fails = !choice.handles() && !exit.goesOnAnyway(failed.error());
      if (fails) {
        exit.failed(failed.error());
      } else if (choice.taken().isEmpty()) {
        choice.success();
      }
    } else {
      choice.success();
    }
    if (choice.taken().isEmpty() && !fails) {
      none(arcs);
    }
    take(choice.taken(), names);
  }

  private void none(Router.Arcs arcs) {
    if (arcs.quiet()) {
      exit.endQuietly();
    }
    if (run.playbook().executor().noNextIsError()) {
      exit.failed(
          ToolError.of(
              "EX0202",
              "NoNext",
              "None of the %d arcs of step '%s' matches, and `executor.spec.no_next_is_error` is set."
                  .formatted(arcs.arcs().size(), step.name())));
    }
  }

  private void take(List<Arc> taken, StepNames names) {
    boolean done = exit.outcome() instanceof Outcome.Done;
    List<Write> all = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (Arc arc : taken) {
      String event = done ? arc.success().getFirst() : "step.failed";
      all.addAll(Scopes.rendered(arc.set(), run.expressions(), exit.boundary(event, names)));
      int target = run.flow().indexOf(arc.target().step());
      // A step that several arcs lead to is scheduled once.
      if (edges.stream().noneMatch(edge -> edge.step() == target)) {
        edges.add(exit.edge(arc.pointer(), arc.target(), names, false));
      }
    }
    exit.take(edges, all);
  }
}
