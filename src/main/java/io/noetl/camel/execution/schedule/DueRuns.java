package io.noetl.camel.execution.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which runs of a schedule are started at a moment.
 *
 * @param times when they were due, the oldest first
 * @param last the last that was due, started or not
 * @param next when it is due again; a past time where there were more than one pass starts
 */
public record DueRuns(List<Instant> times, Instant last, Instant next) {
  /** Later than this a run was missed: nobody was there when it was due. */
  static final Duration GRACE = Duration.ofMinutes(1);

  /** Started in one pass. */
  static final int MOST = 1_000;

  /**
   * Those that are due.
   *
   * @param first when the schedule was due first and was not looked at
   */
  public static DueRuns at(
      Instant now, Instant first, Timing timing, Schedule.MissedRuns missedRuns) {
    Instant late = now.minus(GRACE);
    List<Instant> times = new ArrayList<>();
    Instant last = first;
    Instant due = first;
    for (; !due.isAfter(now); due = timing.next(due)) {
      boolean missed = due.isBefore(late);
      switch (missedRuns) {
        case SKIP -> {
          if (!missed) {
            times.add(due);
          }
        }
        case ONCE -> {
          if (missed) {
            times.clear();
          }
          times.add(due);
        }
        case ALL -> {
          if (times.size() == MOST) {
            return new DueRuns(times, last, due);
          }
          times.add(due);
        }
      }
      last = due;
    }
    return new DueRuns(times, last, due);
  }
}
