package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes by itself, sooner or later. */
final class Waiting {
  /** Ends what hangs; nothing is slow enough to need it, be the machine ever so busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Waiting() {}

  /** The first look that shows what is wanted. */
  static <T> T until(Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (true) {
      T seen = look.get();
      if (wanted.test(seen)) {
        return seen;
      }
      assertThat(Instant.now()).as("it never came: " + seen).isBefore(until);
      Thread.sleep(20);
    }
  }
}
