package io.noetl.camel.execution.approval;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an execution asks people.
 *
 * @param id its id
 * @param executionId the execution that asks
 * @param path its playbook
 * @param step the step that asks
 * @param startedBy who started the execution; null where that is not known
 * @param spec what is asked
 * @param state open, decided, late (nobody decided in time) or left (the execution was stopped)
 * @param askedAt when
 * @param dueAt when it is too late; null for never
 * @param endedAt when it was over; null while it is open
 * @param decisions what people have chosen, the oldest first
 */
public record Approval(
    long id,
    long executionId,
    String path,
    String step,
    @Nullable String startedBy,
    ApprovalSpec spec,
    String state,
    String askedAt,
    @Nullable String dueAt,
    @Nullable String endedAt,
    List<Decision> decisions) {

  /**
   * What somebody has chosen.
   *
   * @param by who
   * @param values of the form
   */
  public record Decision(
      String by, String choice, Map<String, @Nullable Object> values, String at) {}

  /** Whether it can be decided. */
  public boolean isOpen() {
    return state.equals("open");
  }
}
