package io.noetl.camel.playbook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A playbook document that has been read and checked. Templates are text still.
 *
 * @param name {@code metadata.name}
 * @param path its catalog path: {@code metadata.path}, else {@code path}, else the name
 * @param workload default variables
 * @param keychain entries in order
 * @param workbook named tool calls
 * @param steps those of the workflow, in the order of the document, and behind them those that
 *     clean up
 * @param cleanup which of the steps run when all else is done
 * @param executor where it begins and ends
 * @param timeout seconds that an execution may take; null where nothing bounds it
 * @param concurrency how many executions run at a time; null where nothing bounds it
 * @param notices who is told of its executions
 * @param labels {@code labels} and {@code metadata.labels}, which its executions carry
 * @param isStrict whether an undefined name in a field is an error: {@code undefined: strict}
 * @param source where each node stands
 */
public record Playbook(
    String name,
    String path,
    Map<String, @Nullable Object> workload,
    List<KeychainEntry> keychain,
    List<WorkbookEntry> workbook,
    List<Step> steps,
    Cleanup cleanup,
    ExecutorSpec executor,
    @Nullable Double timeout,
    @Nullable Concurrency concurrency,
    List<Notify> notices,
    Map<String, String> labels,
    boolean isStrict,
    SourceMap source) {

  /** The name of the step that everything begins with. */
  public static final String START = "start";

  /** The name of the step that runs once, when all else is done. */
  public static final String END = "end";

  /** The step of this name. */
  public Optional<Step> step(String name) {
    for (Step step : steps) {
      if (step.name().equals(name)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** The step that everything begins with. */
  public Step entry() {
    return Objects.requireNonNull(entryOf(workflow(), executor));
  }

  /** The step that runs once, when all else is done, if there is one. */
  public Optional<Step> last() {
    return steps.stream().filter(this::isLast).findFirst();
  }

  /** The steps that the flow comes to. */
  public List<Step> workflow() {
    return steps.stream().filter(Step::isOfWorkflow).toList();
  }

  /** The step at a JSON pointer. */
  public Step stepAt(String pointer) {
    return steps.stream()
        .filter(step -> step.pointer().equals(pointer))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No step at " + pointer));
  }

  /** Whether a step is the one that runs once, when all else is done. */
  public boolean isLast(Step step) {
    String named = executor.finalStep();
    return step.isOfWorkflow() && step.name().equals(named == null ? END : named);
  }

  /** Where a workflow begins: the step that is named, else {@code start}, else the first. */
  static @Nullable Step entryOf(List<Step> steps, ExecutorSpec executor) {
    String named = executor.entryStep() == null ? START : executor.entryStep();
    return steps.stream()
        .filter(step -> step.name().equals(named))
        .findFirst()
        .orElse(steps.isEmpty() ? null : steps.getFirst());
  }
}
