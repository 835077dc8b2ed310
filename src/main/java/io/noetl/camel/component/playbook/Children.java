package io.noetl.camel.component.playbook;

import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts executions and waits for their ends without holding a thread. */
final class Children {
  private final Engine engine;

  Children(Engine engine) {
    this.engine = engine;
  }

  Executions.Started start(StartRequest request) {
    return engine.start(request);
  }

  /** The end of an execution, which may be over by now. */
  CompletableFuture<Ended> end(long executionId) {
    return engine.end(executionId);
  }

  /** The result of a step of a child, as it is in its events. */
  @Nullable Object stepResult(long executionId, String step) {
    return engine.stepResult(executionId, step);
  }

  /** The names of the steps of a child. */
  List<String> stepNames(Executions.Started child) {
    return engine.stepNames(child.catalogId());
  }

  /** A sentence for each argument that a child does not know. */
  List<String> unknownArguments(Executions.Started child, Collection<String> arguments) {
    return arguments.isEmpty()
        ? List.of()
        : engine
            .arguments(child.catalogId())
            .map(known -> known.unknown(child.path(), arguments))
            .orElse(List.of());
  }

  void cancel(long executionId, String reason) {
    engine.cancelChild(executionId, reason);
  }
}
