package io.noetl.camel.component.python;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one piece of code took on either engine, as moving means.
 *
 * @param calls how many were measured on GraalPy
 * @param graalpy null before the first
 * @param cpython null before the first
 */
record CodeCost(int calls, @Nullable Duration graalpy, @Nullable Duration cpython) {
  static final CodeCost UNKNOWN = new CodeCost(0, null, null);

  /** One call as long as this is enough to try the other engine. */
  private static final Duration LONG = Duration.ofMillis(300);

  /** Less than this is not worth a process. */
  private static final Duration SHORT = Duration.ofMillis(20);

  /** CPython must save at least so much: a process of its own has other costs. */
  private static final double WORTH_IT = 0.7;

  /** What it is on CPython where that can't run the code. */
  private static final Duration NEVER = Duration.ofDays(1);

  /**
   * Whether the next call goes to CPython.
   *
   * @param enough after how many calls a mean counts
   */
  boolean prefersCPython(int enough) {
    if (graalpy == null || graalpy.compareTo(SHORT) < 0) {
      return false;
    }
    if (cpython != null) {
      return cpython.toNanos() < graalpy.toNanos() * WORTH_IT;
    }
    return calls >= enough || (enough <= 3 && graalpy.compareTo(LONG) >= 0);
  }

  CodeCost afterGraalPy(Duration took) {
    return new CodeCost(calls + 1, mean(graalpy, took), cpython);
  }

  CodeCost afterCPython(Duration took) {
    return new CodeCost(calls, graalpy, mean(cpython, took));
  }

  CodeCost neverOnCPython() {
    return new CodeCost(calls, graalpy, NEVER);
  }

  private static Duration mean(@Nullable Duration before, Duration took) {
    return before == null ? took : before.multipliedBy(3).plus(took).dividedBy(4);
  }
}
