package io.noetl.camel.execution.schedule;

import io.noetl.camel.execution.Executions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Playbooks that start by themselves, as the API sees them. */
public interface Schedules {

  List<Schedule> list();

  Optional<Schedule> find(long id);

  /**
   * Creates one, which is enabled.
   *
   * @throws IllegalArgumentException when its timing is wrong
   * @throws Executions.PlaybookNotFound when there is no such playbook
   */
  Schedule create(Schedule.Plan plan);

  /**
   * Gives it another plan, from now on; what it has started stays.
   *
   * @throws IllegalArgumentException when its timing is wrong
   * @throws Executions.PlaybookNotFound when there is no such playbook
   */
  Optional<Schedule> change(long id, Schedule.Plan plan);

  /**
   * When it is due next, whether it is enabled or not.
   *
   * @param from the first time that counts
   * @param count so many times
   */
  Optional<List<Instant>> next(long id, Instant from, int count);

  /** Lets it start, from now on, or not. */
  Optional<Schedule> enable(long id, boolean enabled);

  boolean delete(long id);

  /** Starts it now, beside its times. */
  Optional<Executions.Started> runNow(long id);

  /**
   * Starts the runs of a range of time that have not been started.
   *
   * @param from the first time that counts
   * @param to the first that does not
   * @param dryRun whether they are only counted
   * @throws IllegalArgumentException when there are too many
   */
  Optional<List<Run>> backfill(long id, Instant from, Instant to, boolean dryRun);

  /**
   * A run of a range.
   *
   * @param time when it was due
   * @param started null where it was only counted
   */
  record Run(Instant time, Executions.@Nullable Started started) {}
}
