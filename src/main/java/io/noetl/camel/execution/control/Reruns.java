package io.noetl.camel.execution.control;

import io.noetl.camel.execution.Executions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs ended executions again, with the results that they have. */
public interface Reruns {

  /**
   * Starts a new execution whose log begins with what the old one has recorded before the point.
   *
   * @throws RerunRefused when the old execution can't be run again from there
   */
  Executions.Started rerun(Request request);

  /**
   * What to run again.
   *
   * @param executionId the old execution, which has ended
   * @param point where it begins; null for where it failed or was stopped
   * @param payload laid over the workload that it had
   * @param version which version of its playbook
   * @param idempotencyKey a key already seen gives the execution that it started; null for none
   * @param priority of what waits for room the highest goes first; null for the old one's
   * @param startedBy who asks; null where nobody is known
   */
  record Request(
      long executionId,
      @Nullable RerunPoint point,
      Map<String, @Nullable Object> payload,
      Version version,
      @Nullable String idempotencyKey,
      @Nullable Integer priority,
      @Nullable String startedBy) {}

  /** A version of a playbook. */
  sealed interface Version {
    /** The one that the old execution ran. */
    record Same() implements Version {}

    /** The newest. */
    record Latest() implements Version {}

    /** A given one. */
    record Given(int number) implements Version {}
  }
}
