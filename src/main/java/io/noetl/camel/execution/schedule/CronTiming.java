package io.noetl.camel.execution.schedule;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Map;

/**
 * By a cron expression in a time zone: five fields as in crontab, or six with seconds in front.
 *
 * <p>Where clocks go back, a time that comes twice counts once, unless the hour is a wildcard.
 * Where they go forward, a time that is left out counts at the end of the gap, unless the hour is a
 * wildcard: as cron does it.
 */
public final class CronTiming implements Timing {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private final CronSchedule cron;
  private final CronSchedule onTheWall;
  private final ZoneId zone;
  private final boolean everyHour;

  /**
   * A timing.
   *
   * @throws IllegalArgumentException when the expression is none
   */
  public CronTiming(String expression, ZoneId zone) {
    String cronText =
        NICKNAMES.getOrDefault(expression.strip().toLowerCase(Locale.ROOT), expression.strip());
    String[] fields = cronText.split("\\s+", -1);
    if (fields.length != 5 && fields.length != 6) {
      throw new IllegalArgumentException(
          "cron: '%s' has %d fields (expected: 5, as in '30 2 * * *', or 6 with seconds in front)"
              .formatted(expression, fields.length));
    }
    CronStyle style = fields.length == 5 ? CronStyle.UNIX : CronStyle.SPRING53;
    try {
      String checked = CronFields.checked(fields);
      this.cron = new CronSchedule(checked, zone, style);
      this.onTheWall = new CronSchedule(checked, ZoneOffset.UTC, style);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("cron: '" + expression + "': " + e.getMessage(), e);
    }
    this.zone = zone;
    this.everyHour = fields[fields.length - 4].startsWith("*");
  }

  @Override
  public Instant next(Instant after) {
    Instant next = next(cron, after);
    ZoneOffsetTransition change = zone.getRules().nextTransition(after);
    boolean leftOut =
        !everyHour
            && change != null
            && change.isGap()
            && change.getInstant().isBefore(next)
            && isDueIn(change);
    return leftOut ? change.getInstant() : next;
  }

  /** Whether a clock that does not go forward would be due between the two times of a change. */
  private boolean isDueIn(ZoneOffsetTransition gap) {
    Instant from = gap.getDateTimeBefore().toInstant(ZoneOffset.UTC);
    Instant to = gap.getDateTimeAfter().toInstant(ZoneOffset.UTC);
    return next(onTheWall, from.minusNanos(1)).isBefore(to);
  }

  private static Instant next(CronSchedule cron, Instant after) {
    return cron.getNextExecutionTime(ExecutionComplete.simulatedSuccess(after));
  }
}
