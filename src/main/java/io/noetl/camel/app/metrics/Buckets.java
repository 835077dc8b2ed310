package io.noetl.camel.app.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The upper bounds of histograms, and the words of the label {@code outcome}. */
final class Buckets {
  static final String DONE = "done";
  static final String FAILED = "failed";
  static final List<String> OUTCOMES = List.of(DONE, FAILED);

  /** For what should take milliseconds. */
  static final Duration[] QUICK = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

  /** For steps and calls of tools. */
  static final Duration[] STEPS =
      millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000);

  /** For executions. */
  static final Duration[] LONG =
      millis(100, 500, 1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000);

  private Buckets() {}

  private static Duration[] millis(Integer... bounds) {
    return Stream.of(bounds).map(Duration::ofMillis).toArray(Duration[]::new);
  }
}
