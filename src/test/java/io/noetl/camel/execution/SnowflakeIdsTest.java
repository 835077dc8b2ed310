package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Ids of processes whose clocks differ. */
class SnowflakeIdsTest {
  private static final Instant NOW = Instant.parse("2026-05-05T05:05:05Z");

  private static SnowflakeIds ids(Instant now, int firstSequence) {
    return new SnowflakeIds(Clock.fixed(now, ZoneOffset.UTC), 3, firstSequence);
  }

  @Test
  void afterATakeoverTheyGoOnBehindThoseOfAClockThatIsAhead() {
    long theirs = ids(NOW.plusSeconds(5), 0).next();
    SnowflakeIds ours = ids(NOW, 0);
    assertThat(ours.next()).isLessThan(theirs);

    ours.passBeyond(theirs);

    assertThat(ours.next()).isGreaterThan(theirs);
  }

  @Test
  void thoseThatAreBehindChangeNothing() {
    SnowflakeIds ours = ids(NOW, 0);
    long first = ours.next();

    ours.passBeyond(ids(NOW.minusSeconds(5), 0).next());

    assertThat(ours.next()).isEqualTo(first + 1);
  }

  @Test
  void processesOfOneShardDrawOthersInTheSameMillisecond() {
    assertThat(ids(NOW, 17).next()).isNotEqualTo(ids(NOW, 4711).next());
    assertThat(SnowflakeIds.timeOf(ids(NOW, 4711).next())).isEqualTo(NOW);
  }
}
