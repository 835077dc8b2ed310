package io.noetl.camel.component.python;

import io.noetl.camel.component.python.marshal.MarshalWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Python on CPython: a pool of worker processes, for packages that GraalPy lacks and for code that
 * needs the processor. A call that is stopped costs its worker.
 */
public final class CPythonEngine implements PythonInterpreter {
  private static final String[] MODULES = {
    "noetl_cpython",
    "noetl_duckdb",
    "noetl_files",
    "noetl_helpers",
    "noetl_return",
    "noetl_runner",
    "noetl_state",
    "noetl_streams",
    "noetl_values"
  };

  private final InterpreterPool pool;

  /**
   * @param environment the environment variables that workers see: no others
   */
  public CPythonEngine(
      CPythonSettings settings, Map<String, String> environment, PythonModules modules) {
    byte[] program = program(modules);
    this.pool =
        new InterpreterPool(
            settings.pool(),
            () -> CPythonWorker.start(settings, environment, program),
            InstantSource.system());
  }

  /** All that a worker runs of ours, as one text: there is no file that code could change. */
  private static byte[] program(PythonModules modules) {
    Map<String, Object> texts = new TreeMap<>();
    for (String name : MODULES) {
      texts.put(name, Objects.requireNonNull(modules.text(name), name));
    }
    return MarshalWriter.bytes(
        List.of(texts, Objects.requireNonNull(modules.text("noetl_worker"))));
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    try {
      return pool.run(job.withTenant(Tenants.top(job.tenant())));
    } catch (CPythonMissingException e) {
      return PythonOutcome.Raised.engineMissing(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public PythonFigures figures() {
    return pool.figures();
  }

  @Override
  public void close() {
    pool.close();
  }
}
