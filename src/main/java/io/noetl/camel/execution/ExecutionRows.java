package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.playbook.BusinessKey;
import io.noetl.camel.playbook.Concurrency;
import io.noetl.camel.playbook.Deadline;
import io.noetl.camel.playbook.Fields;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Rate;
import io.noetl.camel.store.Sha256;
import io.noetl.camel.store.Storable;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.quota.Quota;
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
   * @param owner the replica that runs it; null when it waits for room, {@link Quota#OWNER} for a
   *     quota
   * @param limit how many of its kind run at a time; null for no bound
   * @param rate how many of its kind begin within a while; null for no bound
   * @param compiled what it runs
   * @param variables what it begins with
   * @throws Workload.StartRefused when its key can't be rendered
   */
  ExecutionRow row(
      RunInfo info,
      StartRequest request,
      @Nullable String owner,
      ExecutionRow.@Nullable Limit limit,
      ExecutionRow.@Nullable Rate rate,
      CompiledPlaybook compiled,
      Variables variables) {
    Playbook playbook = compiled.playbook();
    Instant now = services.clock().instant();
    StartRequest.Parent parent = request.parent();
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
        rate,
        key(info, compiled, variables),
        info.epoch(),
        now,
        new ExecutionRow.Origin(
            request.origin().startedBy(),
            request.origin().trigger(),
            Objects.requireNonNull(services.json().writeColumn(labels(compiled, request))),
            request.origin().messages()),
        info.ancestry().root(),
        info.ancestry().depth(),
        info.ancestry().restricted(),
        request.priority() == null ? playbook.executor().priority() : request.priority(),
        atDeadline(info, compiled, variables, now));
  }

  /** Its labels: those of the playbook, and over them those of the start. */
  static Map<String, String> labels(CompiledPlaybook compiled, StartRequest request) {
    Map<String, String> labels = new LinkedHashMap<>(compiled.playbook().labels());
    labels.putAll(request.origin().labels());
    return labels;
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
    return new ExecutionRow.Limit(
        together(info, compiled, variables, "concurrency", concurrency.pointer() + "/key"),
        concurrency.limit(),
        concurrency.whenFull().key());
  }

  /** How many of its kind begin within a while: of all, whoever starts them. */
  ExecutionRow.@Nullable Rate rate(RunInfo info, CompiledPlaybook compiled, Variables variables) {
    Rate rate = compiled.playbook().executor().rate();
    return rate == null
        ? null
        : new ExecutionRow.Rate(
            together(info, compiled, variables, "rate", rate.pointer() + "/key"),
            rate.limit(),
            rate.per().seconds());
  }

  /** What those have in common that count together. */
  private static String together(
      RunInfo info, CompiledPlaybook compiled, Variables variables, String of, String pointer) {
    Object key = rendered(info, compiled, variables, "The key of '" + of + "'", pointer);
    if (key == null) {
      return info.path();
    }
    String text = key.toString();
    // an index holds no long text
    return info.path() + " " + (text.length() > BusinessKey.LONGEST ? Sha256.hex(text) : text);
  }

  /** The business key; null where there is none, or it is empty. */
  ExecutionRow.@Nullable Key key(RunInfo info, CompiledPlaybook compiled, Variables variables) {
    BusinessKey key = compiled.playbook().executor().key();
    if (key == null) {
      return null;
    }
    String what = "The 'key' of the execution";
    Object value = rendered(info, compiled, variables, what, key.pointer());
    String text = value == null ? "" : Storable.text(value.toString());
    if (value instanceof Map || value instanceof List || text.length() > BusinessKey.LONGEST) {
      throw new Workload.StartRefused(
          "%s (%s) is %s (expected: text of at most %d signs)"
              .formatted(
                  what,
                  key.pointer(),
                  value instanceof Map || value instanceof List
                      ? Fields.describe(value)
                      : "text of " + text.length() + " signs",
                  BusinessKey.LONGEST));
    }
    return text.isBlank() ? null : new ExecutionRow.Key(text, key.whenTaken() != null);
  }

  private static @Nullable Object rendered(
      RunInfo info, CompiledPlaybook compiled, Variables variables, String what, String pointer) {
    try {
      return compiled.expressions().value(pointer).render(new StepNames(variables, info.names()));
    } catch (TemplateError e) {
      throw new Workload.StartRefused(
          "%s can't be rendered (%s): %s".formatted(what, pointer, e.getMessage()));
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
