package io.noetl.camel.execution.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** So many messages a minute. */
class PaceTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aSecondsWorthGoesAtOnceAndTheRestInTime() {
    Pace pace = new Pace(600, nanos::get);
    assertThat(pace.grant(50)).isEqualTo(10);
    assertThat(pace.grant(40)).isZero();
    assertThat(pace.wait(0)).isEqualTo(Duration.ofMillis(100));
    pass(Duration.ofMillis(250));
    assertThat(pace.grant(40)).isEqualTo(2);
    pass(Duration.ofMinutes(5));
    assertThat(pace.grant(40)).isEqualTo(10);
  }

  @Test
  void aSlowOneLetsOneGo() {
    Pace pace = new Pace(6, nanos::get);
    assertThat(pace.grant(3)).isEqualTo(1);
    assertThat(pace.grant(2)).isZero();
    assertThat(pace.wait(0)).isEqualTo(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(10));
    assertThat(pace.grant(2)).isEqualTo(1);
  }

  @Test
  void withoutALimitAllGo() {
    Pace pace = new Pace(0, nanos::get);
    assertThat(pace.grant(5_000)).isEqualTo(5_000);
    assertThat(pace.wait(0)).isEqualTo(Duration.ZERO);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
