package io.noetl.camel.component.python;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs code on GraalPy until its calls have taken long; then the next call tries CPython, and the
 * faster of the two runs it from there on, on all replicas. Code that needs more than the computing
 * part of the library stays on GraalPy, and so does what CPython can't run. Thread-safe.
 */
final class AutoInterpreter implements PythonInterpreter {
  private static final Logger LOG = LoggerFactory.getLogger(AutoInterpreter.class);
  private static final int CALLS = 3;

  /** The compiler needs its time before it shows what it can do. */
  private static final int CALLS_OF_COMPILED = 20;

  private static final int REMEMBERED = 1000;

  private final PythonInterpreter graalpy;
  private final PythonInterpreter cpython;
  private final int enough;
  private final LongSupplier nanos;
  private final LearnedCosts learned;
  private final Map<String, CodeCost> costs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CodeCost> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Chooses between two engines.
   *
   * @param learned what was measured before, and elsewhere
   * @param nanos a clock, such as {@link System#nanoTime}
   */
  AutoInterpreter(
      PythonInterpreter graalpy,
      PythonInterpreter cpython,
      LearnedCosts learned,
      LongSupplier nanos) {
    this.learned = learned;
    this.graalpy = graalpy;
    this.cpython = cpython;
    this.enough = graalpy.compiles() ? CALLS_OF_COMPILED : CALLS;
    this.nanos = nanos;
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    if (!PythonImports.of(job).onlyCompute()) {
      return graalpy.run(job);
    }
    if (cost(job).prefersCPython(enough)) {
      long start = nanos.getAsLong();
      PythonOutcome outcome = cpython.run(job);
      if (!(outcome instanceof PythonOutcome.Raised raised && raised.ranNothing())) {
        onCPython(job, outcome, Duration.ofNanos(nanos.getAsLong() - start));
        return outcome;
      }
      note(job, cost(job).neverOnCPython());
    }
    long start = nanos.getAsLong();
    PythonOutcome outcome = graalpy.run(job);
    if (outcome instanceof PythonOutcome.Returned) {
      CodeCost before = cost(job);
      CodeCost after = before.afterGraalPy(Duration.ofNanos(nanos.getAsLong() - start));
      note(job, after);
      if (after.there() > before.there()) {
        settled(job, after);
      }
    }
    return outcome;
  }

  private void onCPython(PythonJob job, PythonOutcome outcome, Duration took) {
    if (!(outcome instanceof PythonOutcome.Returned)) {
      return;
    }
    CodeCost before = cost(job);
    CodeCost after = before.afterCPython(took);
    note(job, after);
    if (before.cpython() == null) {
      settled(job, after);
    }
  }

  /** Both engines were measured: that is told, and kept. */
  private void settled(PythonJob job, CodeCost cost) {
    LearnedCosts.Learned known = cost.learned();
    if (known != null) {
      learned.keep(job.code().text(), known);
      LOG.info(
          "{}:{}: a call took {} ms on GraalPy and {} ms on CPython: it runs on {} from now on",
          job.code().file(),
          job.code().firstLine(),
          known.graalpy().toMillis(),
          known.cpython().toMillis(),
          cost.prefersCPython(enough) ? "CPython" : "GraalPy");
    }
  }

  private CodeCost cost(PythonJob job) {
    String code = job.code().text();
    CodeCost known = known(code);
    if (known != null) {
      return known;
    }
    CodeCost found = learned.find(code).map(CodeCost::of).orElse(CodeCost.UNKNOWN);
    note(job, found);
    return found;
  }

  private synchronized @Nullable CodeCost known(String code) {
    return costs.get(code);
  }

  private synchronized void note(PythonJob job, CodeCost cost) {
    costs.put(job.code().text(), cost);
  }
}
