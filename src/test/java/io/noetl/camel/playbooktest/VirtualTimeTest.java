package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Time that leaps, and threads that take turns. */
class VirtualTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-29T00:30:00Z");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final List<String> told = new ArrayList<>();

  private void tell(String what) {
    told.add(what + " at " + time.clock().instant());
  }

  private VirtualTime.End run() throws InterruptedException {
    return time.run(() -> false, LONG);
  }

  @Test
  void sleepersWakeInTheOrderOfTheirTimesAndNobodyWaits() throws InterruptedException {
    time.reset(NOW);
    time.execute(() -> sleepAndTell("an hour", Duration.ofHours(1)));
    time.execute(() -> sleepAndTell("a minute", Duration.ofMinutes(1)));
    time.schedule(() -> tell("timer"), 90, TimeUnit.SECONDS);

    assertThat(run()).isEqualTo(VirtualTime.End.IDLE);
    assertThat(told)
        .containsExactly(
            "a minute at 2026-03-29T00:31:00Z",
            "timer at 2026-03-29T00:31:30Z",
            "an hour at 2026-03-29T01:30:00Z");
    assertThat(time.elapsed()).isEqualTo(Duration.ofHours(1));
  }

  private void sleepAndTell(String what, Duration duration) {
    try {
      time.sleep(duration);
      tell(what);
    } catch (InterruptedException e) {
      tell(what + ", interrupted,");
    }
  }

  @Test
  void aTimerInterruptsASleeperAtItsTime() throws InterruptedException {
    time.reset(NOW);
    AtomicReference<Thread> sleeper = new AtomicReference<>();
    time.execute(
        () -> {
          sleeper.set(Thread.currentThread());
          sleepAndTell("a day", Duration.ofDays(1));
          sleepAndTell("two days", Duration.ofDays(2));
        });
    time.schedule(() -> sleeper.get().interrupt(), 5, TimeUnit.SECONDS);

    assertThat(run()).isEqualTo(VirtualTime.End.IDLE);
    assertThat(told)
        .containsExactly(
            "a day, interrupted, at 2026-03-29T00:30:05Z", "two days at 2026-03-31T00:30:05Z");
  }

  @Test
  void aTimerThatIsCalledOffMovesNoTime() throws InterruptedException {
    time.reset(NOW);
    var timer = time.schedule(() -> tell("timer"), 1, TimeUnit.HOURS);
    time.execute(() -> timer.cancel(false));

    assertThat(run()).isEqualTo(VirtualTime.End.IDLE);
    assertThat(told).isEmpty();
    assertThat(time.elapsed()).isZero();
  }

  @Test
  void oneThreadRunsAtATimeInTheOrderOfTheirBeginnings() throws InterruptedException {
    time.reset(NOW);
    for (int i = 0; i < 50; i++) {
      int number = i;
      // Without the turns this list would lose some.
      time.execute(
          () -> {
            told.add("begun " + number);
            time.execute(() -> told.add("child of " + number));
          });
    }

    run();

    List<String> expected = new ArrayList<>();
    for (String what : List.of("begun ", "child of ")) {
      for (int i = 0; i < 50; i++) {
        expected.add(what + i);
      }
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void whatDoesNotEndIsGivenUp() throws InterruptedException {
    time.reset(NOW);
    time.execute(
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
        });

    assertThat(time.run(() -> false, Duration.ofMillis(50))).isEqualTo(VirtualTime.End.TOO_LONG);
  }
}
