package io.noetl.camel.execution.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.schedule.Schedule.MissedRuns;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a server that comes back starts of the runs that were due meanwhile. */
class DueRunsTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T01:00:00Z");
  private static final Timing HOURLY =
      new Timing.Every(Duration.ofHours(1), Instant.parse("2026-01-01T00:00:00Z"));
  private static final Instant NOW = Instant.parse("2026-01-01T04:00:10Z");

  @Test
  void runsThatWereMissedAreSkippedButNotTheOneThatIsDue() {
    assertThat(DueRuns.at(NOW, FIRST, HOURLY, MissedRuns.SKIP).times())
        .containsExactly(Instant.parse("2026-01-01T04:00:00Z"));
    assertThat(DueRuns.at(NOW.plusSeconds(600), FIRST, HOURLY, MissedRuns.SKIP).times()).isEmpty();
  }

  @Test
  void oneRunStandsForThoseThatWereMissed() {
    assertThat(DueRuns.at(NOW.plusSeconds(600), FIRST, HOURLY, MissedRuns.ONCE).times())
        .containsExactly(Instant.parse("2026-01-01T04:00:00Z"));
  }

  @Test
  void allAreRunInTurn() {
    DueRuns due = DueRuns.at(NOW, FIRST, HOURLY, MissedRuns.ALL);

    assertThat(due.times()).hasSize(4).startsWith(FIRST).isSorted();
    assertThat(due.last()).isEqualTo(Instant.parse("2026-01-01T04:00:00Z"));
    assertThat(due.next()).isEqualTo(Instant.parse("2026-01-01T05:00:00Z"));
  }

  @Test
  void aLongOutageIsCaughtUpInPasses() {
    Instant later = FIRST.plus(Duration.ofHours(2_500));

    DueRuns first = DueRuns.at(later, FIRST, HOURLY, MissedRuns.ALL);
    DueRuns second = DueRuns.at(later, first.next(), HOURLY, MissedRuns.ALL);
    DueRuns third = DueRuns.at(later, second.next(), HOURLY, MissedRuns.ALL);

    assertThat(first.times()).hasSize(1_000);
    assertThat(second.times()).hasSize(1_000).startsWith(first.next());
    assertThat(third.times()).hasSize(501);
    assertThat(third.next()).isAfter(later);
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    DueRuns due = DueRuns.at(FIRST.minusSeconds(1), FIRST, HOURLY, MissedRuns.ONCE);

    assertThat(due.times()).isEmpty();
    assertThat(due.next()).isEqualTo(FIRST);
  }
}
