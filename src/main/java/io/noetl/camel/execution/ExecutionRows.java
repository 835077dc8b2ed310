package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.playbook.Concurrency;
import io.noetl.camel.playbook.Deadline;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.template.TemplateError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a new execution is, before it is recorded. */
final class ExecutionRows {
  /** The epoch of the first owner. */
  static final long FIRST_EPOCH = 1;

  private final RunServices services;
  private final RunStore store;

  ExecutionRows(RunServices services, RunStore store) {
    this.services = services;
    this.store = store;
  }

  /**
   * An execution of a catalog entry.
   *
   * @param above where its parent stands; null where it has none
   * @param traceparent the span that it stands below; null where it begins a trace of its own
   */
  RunInfo info(
      long executionId,
      PlaybookCatalog.Entry entry,
      String name,
      StartRequest.@Nullable Parent parent,
      @Nullable Ancestry above,
      @Nullable String traceparent) {
    ExecutionProfile profile =
        services.settings().profiles().of(entry.path(), above != null && above.restricted());
    return new RunInfo(
        executionId,
        entry.catalogId(),
        entry.path(),
        entry.version(),
        name,
        parent == null ? null : parent.executionId(),
        FIRST_EPOCH,
        new Ancestry(
            above == null ? executionId : above.root(),
            above == null ? 0 : above.depth() + 1,
            profile.restricted(),
            traceparent),
        profile);
  }

  /**
   * Its row.
   *
   * @param owner the replica that runs it; null when it waits
   * @param limit how many of its kind run at a time; null for no bound
   * @param compiled what it runs
   * @param variables what it begins with
   */
  ExecutionRow row(
      RunInfo info,
      StartRequest request,
      @Nullable String owner,
      ExecutionRow.@Nullable Limit limit,
      CompiledPlaybook compiled,
      Variables variables) {
    Playbook playbook = compiled.playbook();
    Instant now = services.clock().instant();
    StartRequest.Parent parent = request.parent();
    Map<String, String> all = new LinkedHashMap<>(playbook.labels());
    all.putAll(request.origin().labels());
    return new ExecutionRow(
        info.executionId(),
        info.catalogId(),
        info.path(),
        info.version(),
        info.name(),
        store.written(info.executionId(), request.payload()),
        info.parentExecutionId(),
        parent == null ? null : parent.key(),
        request.idempotencyKey(),
        owner,
        limit,
        info.epoch(),
        now,
        new ExecutionRow.Origin(
            request.origin().startedBy(),
            request.origin().trigger(),
            Objects.requireNonNull(services.json().writeColumn(all))),
        info.ancestry().root(),
        info.ancestry().depth(),
        info.ancestry().restricted(),
        playbook.executor().priority(),
        atDeadline(info, compiled, variables, now));
  }

  private List<RunCommit.Notice> atDeadline(
      RunInfo info, CompiledPlaybook compiled, Variables variables, Instant now) {
    Deadline deadline = compiled.playbook().executor().deadline();
    return deadline == null
        ? List.of()
        : RunNotices.of(
                info, compiled.playbook(), services.settings().notices(), compiled.expressions())
            .atDeadline(deadline.of(now), () -> new StepNames(variables, info.names()));
  }

  /**
   * The bound of an execution. A call below an execution that has a bounded place itself is not
   * bounded: nobody holds a place while it waits for another, so that nobody waits for ever.
   */
  ExecutionRow.@Nullable Limit limit(
      RunInfo info, CompiledPlaybook compiled, Variables variables, StartRequest request) {
    Concurrency concurrency = compiled.playbook().concurrency();
    StartRequest.Parent parent = request.parent();
    if (concurrency == null
        || (parent != null && parent.key() != null && store.isBounded(parent.executionId()))) {
      return null;
    }
    try {
      Object key =
          compiled
              .expressions()
              .value(concurrency.pointer() + "/key")
              .render(new StepNames(variables, info.names()));
      return new ExecutionRow.Limit(
          key == null ? info.path() : info.path() + " " + key,
          concurrency.limit(),
          concurrency.whenFull().key());
    } catch (TemplateError e) {
      throw new Workload.StartRefused(
          "The key of 'concurrency' can't be rendered (%s/key): %s"
              .formatted(concurrency.pointer(), e.getMessage()));
    }
  }

  /** What its first event says. */
  String workloadJson(RunInfo info, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("workload", values);
    first.put("playbook_path", info.path());
    return Objects.requireNonNull(services.json().writeColumn(first));
  }
}
