package io.noetl.camel.tool;

import io.noetl.camel.execution.profile.ExecutionProfile;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, with everything rendered.
 *
 * @param kind the tool's kind
 * @param config the tool's fields as they stand in the playbook ({@code url}, {@code command},
 *     {@code code}, …), templates rendered, {@code kind} and {@code args} left out
 * @param args the merged arguments: tool, step, transition; the last wins
 * @param context what templates see: workload, vars, step results, execution_id, job, …
 * @param origin where the call stands
 * @param idempotencyKey the same at each attempt of the same step, item and page
 * @param timeout how long the call may take; null where nothing bounds it. The caller interrupts
 *     the thread when it is over
 * @param log the step's log
 * @param sql takes what the call asks of a database
 * @param time takes how long its code runs
 */
public record ToolCall(
    String kind,
    Map<String, @Nullable Object> config,
    Map<String, @Nullable Object> args,
    Map<String, @Nullable Object> context,
    Origin origin,
    String idempotencyKey,
    @Nullable Duration timeout,
    StepLog log,
    SqlWork sql,
    ComputeTime time) {

  /** A call of which nobody has run anything yet. */
  public ToolCall(
      String kind,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context,
      Origin origin,
      String idempotencyKey,
      @Nullable Duration timeout,
      StepLog log,
      SqlWork sql) {
    this(kind, config, args, context, origin, idempotencyKey, timeout, log, sql, new ComputeTime());
  }

  /** A call whose work on databases nobody watches. */
  public ToolCall(
      String kind,
      Map<String, @Nullable Object> config,
      Map<String, @Nullable Object> args,
      Map<String, @Nullable Object> context,
      Origin origin,
      String idempotencyKey,
      @Nullable Duration timeout,
      StepLog log) {
    this(kind, config, args, context, origin, idempotencyKey, timeout, log, SqlWork.of(false));
  }

  /**
   * Where a call stands: for messages, tracebacks and labels.
   *
   * @param executionId the execution
   * @param playbookPath its catalog path
   * @param file the name to print for the document: a file name, or the catalog path and version
   * @param step the step's name
   * @param attempt 1 at the first call
   * @param lines finds the line of a field's text
   * @param profile what the execution may reach outside
   * @param traceparent W3C's header for what the call asks of others; null where nothing is traced
   */
  public record Origin(
      long executionId,
      String playbookPath,
      String file,
      String step,
      int attempt,
      Lines lines,
      ExecutionProfile profile,
      @Nullable String traceparent) {

    /** Of a call that is part of no trace. */
    public Origin(
        long executionId,
        String playbookPath,
        String file,
        String step,
        int attempt,
        Lines lines,
        ExecutionProfile profile) {
      this(executionId, playbookPath, file, step, attempt, lines, profile, null);
    }
  }

  /** The line in the document at which the text of a tool's field begins. */
  @FunctionalInterface
  public interface Lines {
    /**
     * The 1-based line on which the text of the field stands: for a block scalar ({@code code: |})
     * the line after the key. 0 when the field is not there.
     */
    int of(String field);
  }

  /** What the call's execution may reach outside. */
  public ExecutionProfile profile() {
    return origin.profile();
  }

  /** A config field as text; null when it is absent or null. */
  public @Nullable String text(String field) {
    Object value = config.get(field);
    return value == null ? null : value.toString();
  }
}
