package io.noetl.camel.execution;

import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.store.Json;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes the engines of the simulation's replicas; their clocks differ. */
final class SimEngines implements AutoCloseable {
  private static final long MOST_SKEW_MILLIS = 5_000;

  private final Playbooks playbooks;
  private final Json json;
  // Nobody waits for children here, so it never looks.
  private final Completions completions;
  // No playbook here bounds its time.
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  SimEngines(Playbooks playbooks, Json json) {
    this.playbooks = playbooks;
    this.json = json;
    this.completions = new Completions(new SimStore(json), Duration.ofDays(1));
  }

  Json json() {
    return json;
  }

  Engine engine(
      SimReplica replica,
      SimStore store,
      SimSchedule schedule,
      Random random,
      Dispatcher routes,
      SimWaits waits) {
    var clock = schedule.clock(random.nextLong(MOST_SKEW_MILLIS));
    return new Engine(
        playbooks,
        store,
        completions,
        replica,
        routes,
        (execution, step, stream, text) -> {},
        new Workload(Workload.KeychainSource.NONE),
        new Deadlines(timers, clock),
        new ReplicaAdmission(
            new ReplicaAdmission.Bounds(1 + random.nextInt(2), 1 + random.nextInt(9), 9)),
        Signals.NONE,
        new SnowflakeIds(clock, random.nextInt(SnowflakeIds.SHARDS)),
        clock,
        json,
        new RunSettings(
            RunSettings.DEFAULT_MAX_PAGES,
            random,
            waits,
            task -> schedule.later(replica, task),
            ExecutionProfiles.trustAll(),
            RunSettings.DEFAULT_MAX_DEPTH,
            RunSettings.DEFAULT_MAX_TREE),
        replica.name(),
        ended -> {});
  }

  @Override
  public void close() {
    completions.close();
    timers.shutdownNow();
  }
}
