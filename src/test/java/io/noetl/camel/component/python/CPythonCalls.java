package io.noetl.camel.component.python;

import static org.assertj.core.api.Assumptions.assumeThat;

/** The CPython engine for tests, shared by all. */
final class CPythonCalls {
  private static final CPythonEngine ENGINE =
      new CPythonEngine(
          CPythonSettings.defaults().withWorkers(0, 4),
          PythonProfile.trusted().environment(),
          new PythonModules());

  private CPythonCalls() {}

  /** It; the test is skipped where there is no python3. */
  static PythonInterpreter engine() {
    try {
      Process python = new ProcessBuilder("python3", "-c", "pass").start();
      assumeThat(python.waitFor()).as("python3 works").isZero();
    } catch (java.io.IOException e) {
      assumeThat(e).as("python3 is installed").isNull();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ENGINE;
  }
}
