package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.schedule.DueRuns;
import io.noetl.camel.execution.schedule.Schedule;
import io.noetl.camel.execution.schedule.Timing;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.playbook.PullSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Times as messages. The last one that was looked at stands in the subscription's row. */
final class TimesPuller implements Puller {
  private static final String UNTIL = "until";

  private final Held held;
  private final PullStore store;
  private final Clock clock;
  private final Timing timing;
  private final Schedule.MissedRuns missed;
  private Instant until;

  /**
   * A puller.
   *
   * @throws IllegalArgumentException when the cron expression is none
   */
  TimesPuller(Held held, PullSource.Times times, PullStore store, Clock clock) {
    this.held = held;
    this.store = store;
    this.clock = clock;
    this.timing = Timing.of(times);
    this.missed = Schedule.MissedRuns.valueOf(times.missed().name());
    this.until =
        store
            .position(held.id())
            .map(position -> Instant.parse(String.valueOf(position.get(UNTIL))))
            .orElseGet(this::begin);
  }

  private Instant begin() {
    // a time that is counted from a part of a second has that part, too
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    reached(now);
    return now;
  }

  @Override
  public Batch poll(Duration patience) throws InterruptedException {
    Instant next = timing.next(until);
    Instant now = clock.instant();
    if (next.isAfter(now)) {
      Duration wait = Duration.between(now, next);
      held.pause(wait.compareTo(patience) < 0 ? wait : patience);
      return Batch.NONE;
    }
    DueRuns due = DueRuns.at(now, next, timing, missed);
    List<Arrival> arrivals = due.times().stream().map(TimesPuller::arrival).toList();
    // those of a long time are started in several goes
    Instant reached = due.last();
    if (arrivals.isEmpty()) {
      reached(reached);
      return Batch.NONE;
    }
    return new Batch(arrivals, () -> reached(reached));
  }

  private void reached(Instant time) {
    if (!store.reached(held.id(), held.epoch(), Map.of(UNTIL, time.toString()))) {
      throw new Held.LetGo(held.document().path());
    }
    until = time;
  }

  private static Arrival arrival(Instant time) {
    return new Arrival(
        time.toString(),
        new Message(Map.of("scheduled_time", time.toString()), Map.of(), Map.of()));
  }

  @Override
  public void close() {
    // nothing is open
  }
}
