package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Times how late executions begin: from when they were due to their start. */
public final class StartDelays {
  private final Clock clock;
  private final Timer room;
  private final Timer schedule;

  StartDelays(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.room = timer(registry, "room");
    this.schedule = timer(registry, "schedule");
  }

  private static Timer timer(MeterRegistry registry, String why) {
    return Timer.builder("noetl.start.delay")
        .description("How late executions began that had waited for room, or that were scheduled.")
        .tag("why", why)
        .serviceLevelObjectives(Buckets.LONG)
        .register(registry);
  }

  /** One that had waited for room begins now. */
  void ofRoom(Instant started) {
    room.record(since(started));
  }

  /** One that a schedule starts is started now. */
  public void ofSchedule(Instant due) {
    schedule.record(since(due));
  }

  private Duration since(Instant due) {
    Duration late = Duration.between(due, clock.instant());
    return late.isNegative() ? Duration.ZERO : late;
  }
}
