package io.noetl.camel.execution;

import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.EventName;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the sinks of a step, or of an item of its loop, ended, in their order. */
final class SinkEnds {
  private final Step step;
  private final List<End> ends = new ArrayList<>();

  SinkEnds(Step step) {
    this.step = step;
  }

  /**
   * The end of one sink.
   *
   * @param optional whether the step goes on when it fails
   */
  record End(Outcome outcome, boolean optional) {
    EventName event() {
      return outcome instanceof Outcome.Failed ? EventName.SINK_FAILED : EventName.SINK_EXECUTED;
    }

    boolean failsStep() {
      return !optional && outcome instanceof Outcome.Failed;
    }

    /** Why it failed. */
    ToolError error() {
      return ((Outcome.Failed) outcome).error();
    }
  }

  List<End> all() {
    return ends;
  }

  /**
   * Takes the end of the sink at a pointer.
   *
   * @return why it failed
   */
  Optional<ToolError> add(String pointer, Outcome ended) {
    Optional<Action.Sink> sink = sinks().filter(s -> s.pointer().equals(pointer)).findFirst();
    String kind = sink.map(Action.Sink::kind).orElse("event");
    boolean optional = sink.map(Action.Sink::optional).orElse(false);
    if (!(ended instanceof Outcome.Failed failed)) {
      ends.add(new End(ended, optional));
      return Optional.empty();
    }
    ToolError error = failed.error();
    ToolError told =
        new ToolError(
            error.code(),
            error.type(),
            "The %s sink of step '%s' failed: %s".formatted(kind, step.name(), error.message()),
            error.status(),
            error.traceback());
    ends.add(new End(new Outcome.Failed(told, failed.result()), optional));
    return Optional.of(told);
  }

  /** Whether a sink is due could not be told. */
  void broken(TemplateError error) {
    ends.add(new End(Outcome.failed(TemplateFailure.of(step.name(), error)), false));
  }

  private Stream<Action.Sink> sinks() {
    Stream<Action.Sink> ofRules =
        step.rules().stream()
            .flatMap(rule -> rule.then().stream())
            .filter(Action.Sink.class::isInstance)
            .map(Action.Sink.class::cast);
    Stream<Action.Sink> ofRetries = step.retry().stream().flatMap(rule -> rule.sinks().stream());
    return Stream.concat(Stream.concat(ofRules, step.sinks().stream()), ofRetries);
  }
}
