package io.noetl.camel.component.python;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs code on GraalPy until a call of it took long; then the next call tries CPython, and the
 * faster of the two runs it from there on. Code that needs more than the computing part of the
 * library stays on GraalPy.
 */
final class AutoInterpreter implements PythonInterpreter {
  private static final Duration LONG = Duration.ofMillis(300);

  /** CPython must save at least so much: a process of its own has other costs. */
  private static final double WORTH_IT = 0.7;

  private static final int REMEMBERED = 1000;

  private final PythonInterpreter graalpy;
  private final PythonInterpreter cpython;
  private final Map<String, Cost> costs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cost> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Cost(@Nullable Duration graalpy, @Nullable Duration cpython) {

    boolean prefersCPython() {
      if (graalpy == null || graalpy.compareTo(LONG) < 0) {
        return false;
      }
      return cpython == null || cpython.toNanos() < graalpy.toNanos() * WORTH_IT;
    }
  }

  AutoInterpreter(PythonInterpreter graalpy, PythonInterpreter cpython) {
    this.graalpy = graalpy;
    this.cpython = cpython;
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    if (!PythonImports.of(job).onlyCompute()) {
      return graalpy.run(job);
    }
    String key = job.code().text();
    boolean onCPython = cost(key).prefersCPython();
    long start = System.nanoTime();
    PythonOutcome outcome = (onCPython ? cpython : graalpy).run(job);
    note(key, onCPython, Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  private synchronized Cost cost(String key) {
    return costs.getOrDefault(key, new Cost(null, null));
  }

  private synchronized void note(String key, boolean onCPython, Duration took) {
    Cost known = costs.getOrDefault(key, new Cost(null, null));
    costs.put(key, onCPython ? new Cost(known.graalpy(), took) : new Cost(took, known.cpython()));
  }
}
