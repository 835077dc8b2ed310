package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.template.Template;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Chooses among the arcs of a step that has ended. Each arc is tried once. */
final class ArcChoice {
  private static final String LOOP_DONE = "loop.done";

  private final Router.Arcs router;
  private final Expressions expressions;
  private final Function<String, StepNames> names;
  private final Consumer<String> warnings;
  private final List<Arc> taken = new ArrayList<>();
  private boolean handles;

  /**
   * A choice.
   *
   * @param names what conditions see, by the name of the event
   * @param warnings takes a line for the step's log
   */
  ArcChoice(
      Router.Arcs router,
      Expressions expressions,
      Function<String, StepNames> names,
      Consumer<String> warnings) {
    this.router = router;
    this.expressions = expressions;
    this.names = names;
    this.warnings = warnings;
  }

  /** The arcs that are taken, in their order. */
  List<Arc> taken() {
    return taken;
  }

  /** Whether one of them takes care of the failure. */
  boolean handles() {
    return handles;
  }

  /** The step succeeded. */
  void success() {
    for (Arc arc : router.arcs()) {
      if (isOpen() && holds(arc, arc.success())) {
        taken.add(arc);
      }
    }
  }

  /**
   * The step failed: arcs that say nothing of failures are no handlers.
   *
   * @param loopDone whether it is a loop whose items have run
   */
  void failure(boolean loopDone) {
    for (Arc arc : router.arcs()) {
      if (!isOpen() || arc.failure().isEmpty()) {
        continue;
      }
      if (holds(arc, arc.failure())) {
        taken.add(arc);
        handles = true;
      } else if (loopDone && arc.afterLoop() && holds(arc, List.of(LOOP_DONE))) {
        taken.add(arc);
        handles |= arc.aboutErrors();
      }
    }
  }

  private boolean isOpen() {
    return router.mode() == Router.Mode.INCLUSIVE || taken.isEmpty();
  }

  private boolean holds(Arc arc, List<String> events) {
    if (arc.when() == null) {
      return true;
    }
    Template when = expressions.condition(arc.pointer() + "/when");
    return when != null && events.stream().anyMatch(event -> holds(arc, when, event));
  }

  private boolean holds(Arc arc, Template when, String event) {
    try {
      return when.test(names.apply(event), UndefinedPolicy.FORGIVING);
    } catch (TemplateError e) {
      warnings.accept(
          "The condition of the arc to '%s' fails, so the arc is not taken: %s"
              .formatted(arc.target().step(), e.getMessage()));
      return false;
    }
  }
}
