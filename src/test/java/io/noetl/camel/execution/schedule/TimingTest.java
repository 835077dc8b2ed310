package io.noetl.camel.execution.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a schedule is due, on days that are not like the others too. */
class TimingTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aDailyTimeFollowsTheClocksOfItsZone() {
    assertThat(times(new CronTiming("30 7 * * *", BERLIN), "2026-03-27T12:00:00Z", 3))
        .containsExactly("2026-03-28T06:30:00Z", "2026-03-29T05:30:00Z", "2026-03-30T05:30:00Z");
  }

  @Test
  void aTimeThatAForwardChangeLeavesOutIsDueRightBehindIt() {
    assertThat(times(new CronTiming("30 2 * * *", BERLIN), "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void aTimeThatABackwardChangeRepeatsIsDueOnce() {
    assertThat(times(new CronTiming("30 2 * * *", BERLIN), "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void everyHalfHourStaysEveryHalfHour() {
    assertThat(times(new CronTiming("*/30 * * * *", BERLIN), "2026-10-25T00:00:00Z", 4))
        .containsExactly(
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:00:00Z");
    assertThat(times(new CronTiming("15 * * * *", BERLIN), "2026-03-29T00:00:00Z", 3))
        .containsExactly("2026-03-29T00:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T02:15:00Z");
  }

  @Test
  void secondsAndNicknamesAreUnderstood() {
    assertThat(
            times(new CronTiming("*/20 0 12 * * *", ZoneId.of("UTC")), "2026-01-01T00:00:00Z", 2))
        .containsExactly("2026-01-01T12:00:00Z", "2026-01-01T12:00:20Z");
    assertThat(times(new CronTiming("@daily", ZoneId.of("UTC")), "2026-01-01T00:00:00Z", 1))
        .containsExactly("2026-01-02T00:00:00Z");
  }

  @Test
  void anIntervalCountsFromItsBeginning() {
    Timing timing = new Timing.Every(Duration.ofMinutes(10), Instant.parse("2026-01-01T00:03:00Z"));

    assertThat(times(timing, "2026-01-01T01:00:00Z", 2))
        .containsExactly("2026-01-01T01:03:00Z", "2026-01-01T01:13:00Z");
  }

  @Test
  void whatIsNoExpressionIsToldSo() {
    assertThatThrownBy(() -> new CronTiming("daily", BERLIN))
        .hasMessageContaining("cron: 'daily' has 1 fields (expected: 5");
    assertThatThrownBy(() -> new CronTiming("99 * * * *", BERLIN))
        .hasMessageContaining("cron: '99 * * * *'");
  }

  @Test
  void rangesAndNamesAreThoseOfCrontab() {
    ZoneId utc = ZoneId.of("UTC");
    assertThat(times(new CronTiming("0 9 * * fri-7", utc), "2026-01-01T00:00:00Z", 4))
        .containsExactly(
            "2026-01-02T09:00:00Z",
            "2026-01-03T09:00:00Z",
            "2026-01-04T09:00:00Z",
            "2026-01-09T09:00:00Z");
    assertThat(times(new CronTiming("0 0 1 Jan-MAR/2,dec *", utc), "2026-01-01T00:00:00Z", 3))
        .containsExactly("2026-03-01T00:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z");
    assertThat(times(new CronTiming("10-30/10,50 * * * *", utc), "2026-01-01T00:00:00Z", 4))
        .containsExactly(
            "2026-01-01T00:10:00Z",
            "2026-01-01T00:20:00Z",
            "2026-01-01T00:30:00Z",
            "2026-01-01T00:50:00Z");
    assertThat(times(new CronTiming("0 0 13 * fri", utc), "2026-01-01T00:00:00Z", 3))
        .containsExactly("2026-01-02T00:00:00Z", "2026-01-09T00:00:00Z", "2026-01-13T00:00:00Z");
    assertThat(times(new CronTiming("0 0 29 2 *", utc), "2026-01-01T00:00:00Z", 1))
        .containsExactly("2028-02-29T00:00:00Z");
  }

  @Test
  void whatIsNeverDueIsRefused() {
    assertThatThrownBy(() -> new CronTiming("0 0 30 2 *", BERLIN))
        .hasMessage(
            "cron: '0 0 30 2 *': it would never be due: no day of the month 30 is in month 2, which"
                + " has 29 days at most");
    assertThatThrownBy(() -> new CronTiming("0 0 31 4,jun,9,nov *", BERLIN))
        .hasMessageContaining("it would never be due");
    assertThatThrownBy(() -> new CronTiming("0 0 0 30 2 *", BERLIN))
        .hasMessageContaining("it would never be due");
    assertThatThrownBy(() -> new CronTiming("0 0 * * fri-mon", BERLIN))
        .hasMessageContaining("day of week 'fri-mon': the range goes backwards");
    assertThatThrownBy(() -> new CronTiming("*/0 * * * *", BERLIN))
        .hasMessageContaining("a step is a number from 1");
    assertThatThrownBy(() -> new CronTiming("0 0 * foo *", BERLIN))
        .hasMessageContaining("month 'foo': 'foo' is none (expected: 1 to 12, or jan to dec)");
  }

  private static List<String> times(Timing timing, String after, int count) {
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = timing.next(at);
      times.add(at.toString());
    }
    return times;
  }
}
