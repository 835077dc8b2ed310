package io.noetl.camel.component.python;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one piece of code took on either engine, as moving means.
 *
 * @param here how many calls were measured on GraalPy
 * @param graalpy null before the first
 * @param there how many calls were measured on CPython
 * @param cpython null before the first
 */
record CodeCost(int here, @Nullable Duration graalpy, int there, @Nullable Duration cpython) {
  static final CodeCost UNKNOWN = new CodeCost(0, null, 0, null);

  /** One call as long as this is enough to try the other engine. */
  private static final Duration LONG = Duration.ofMillis(300);

  /** Less than this is not worth a process. */
  private static final Duration SHORT = Duration.ofMillis(20);

  /** CPython must save at least so much: a process of its own has other costs. */
  private static final double WORTH_IT = 0.7;

  /** What it is on CPython where that can't run the code. */
  private static final Duration NEVER = Duration.ofDays(1);

  /** The first calls on GraalPy are slow, whatever they do: so much is tried again later. */
  private static final Duration MAYBE_COLD = Duration.ofSeconds(1);

  /** What was learned before, or elsewhere. */
  static CodeCost of(LearnedCosts.Learned learned) {
    return new CodeCost(1, learned.graalpy(), 1, learned.cpython());
  }

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
      return isFasterThere(graalpy, cpython) && !isToBeTriedHere(graalpy);
    }
    return here >= enough || (enough <= 3 && graalpy.compareTo(LONG) >= 0);
  }

  private static boolean isFasterThere(Duration graalpy, Duration cpython) {
    return cpython.toNanos() < graalpy.toNanos() * WORTH_IT;
  }

  /** After 10, 100, 1,000 … calls on CPython one call shows what GraalPy takes by now. */
  private boolean isToBeTriedHere(Duration graalpy) {
    boolean isTurn = there >= 10 && Math.pow(10, Math.floor(Math.log10(there))) == there;
    return isTurn && graalpy.compareTo(MAYBE_COLD) < 0;
  }

  CodeCost afterGraalPy(Duration took) {
    boolean isTrial = cpython != null && graalpy != null && isFasterThere(graalpy, cpython);
    return new CodeCost(
        here + 1, isTrial ? took : mean(graalpy, took), isTrial ? there + 1 : there, cpython);
  }

  CodeCost afterCPython(Duration took) {
    return new CodeCost(here, graalpy, there + 1, mean(cpython, took));
  }

  CodeCost neverOnCPython() {
    return new CodeCost(here, graalpy, there, NEVER);
  }

  /** What other replicas may know of it; null while one engine is not measured. */
  LearnedCosts.@Nullable Learned learned() {
    return graalpy == null || cpython == null || cpython.equals(NEVER)
        ? null
        : new LearnedCosts.Learned(graalpy, cpython);
  }

  private static Duration mean(@Nullable Duration before, Duration took) {
    return before == null ? took : before.multipliedBy(3).plus(took).dividedBy(4);
  }
}
