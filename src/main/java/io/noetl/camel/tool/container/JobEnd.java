package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Job ended with.
 *
 * @param succeeded whether a pod did its work
 * @param reason why it failed, in Kubernetes' words: {@code BackoffLimitExceeded}
 * @param exitCode of the container that ended last; null where none ran
 * @param seconds from its start to its end; null where Kubernetes does not say
 * @param message what that container left in its termination message; null where it left none
 */
record JobEnd(
    boolean succeeded,
    String reason,
    @Nullable Integer exitCode,
    @Nullable Double seconds,
    @Nullable String message) {

  /** The end of a Job; empty as long as it runs. */
  static Optional<JobEnd> of(Job job, List<Pod> pods) {
    return conditions(job)
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> condition.getType().matches("Complete|Failed"))
        .findFirst()
        .map(condition -> of(job, condition, last(pods)));
  }

  private static JobEnd of(
      Job job, JobCondition condition, @Nullable ContainerStateTerminated last) {
    return new JobEnd(
        condition.getType().equals("Complete"),
        reason(condition),
        last == null ? null : last.getExitCode(),
        seconds(job.getStatus(), condition),
        last == null ? null : last.getMessage());
  }

  private static Stream<JobCondition> conditions(Job job) {
    return job.getStatus() == null ? Stream.empty() : job.getStatus().getConditions().stream();
  }

  private static String reason(JobCondition condition) {
    String reason = condition.getReason() == null ? condition.getType() : condition.getReason();
    return condition.getMessage() == null ? reason : reason + ": " + condition.getMessage();
  }

  /** How the container ended that ended last; null where none did. */
  private static @Nullable ContainerStateTerminated last(List<Pod> pods) {
    ContainerStateTerminated last = null;
    for (Pod pod : pods) {
      for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
        ContainerStateTerminated end =
            container.getState() == null ? null : container.getState().getTerminated();
        last = end == null ? last : end;
      }
    }
    return last;
  }

  private static @Nullable Double seconds(JobStatus status, JobCondition condition) {
    String end =
        status.getCompletionTime() == null
            ? condition.getLastTransitionTime()
            : status.getCompletionTime();
    if (status.getStartTime() == null || end == null) {
      return null;
    }
    return Duration.between(OffsetDateTime.parse(status.getStartTime()), OffsetDateTime.parse(end))
            .toMillis()
        / 1000.0;
  }
}
