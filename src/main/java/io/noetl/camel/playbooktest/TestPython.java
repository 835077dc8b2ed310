package io.noetl.camel.playbooktest;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.python.CPythonEngine;
import io.noetl.camel.component.python.CPythonSettings;
import io.noetl.camel.component.python.ChosenEngines;
import io.noetl.camel.component.python.GraalPyEngine;
import io.noetl.camel.component.python.PythonCodeCache;
import io.noetl.camel.component.python.PythonEngines;
import io.noetl.camel.component.python.PythonModules;
import io.noetl.camel.component.python.PythonProfile;
import io.noetl.camel.component.python.PythonSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engines of Python that tests share: closed off, and open ones for steps that run in earnest.
 * Each is made when it is first needed. Thread-safe.
 */
public final class TestPython implements AutoCloseable {
  private final PythonCodeCache own = new PythonCodeCache();
  private final ChosenEngines engines;

  /** Engines of which none is made yet. */
  public TestPython() {
    this(null);
  }

  /**
   * Engines of which none is made yet.
   *
   * @param shared what their interpreters share with those of others, unless they are by themselves
   */
  public TestPython(@Nullable PythonCodeCache shared) {
    PythonCodeCache cache = shared == null ? own : shared;
    PythonSettings settings = PythonSettings.defaults().withInterpreters(1, 2);
    DuckDbSettings duckdb = DuckDbSettings.defaults();
    PythonModules modules = new PythonModules();
    engines =
        new ChosenEngines(
            new LaterPython(
                () ->
                    new GraalPyEngine(
                        cache,
                        settings,
                        PythonProfile.trusted(),
                        modules,
                        new DuckDbOpener(duckdb))),
            () ->
                new GraalPyEngine(
                    cache,
                    settings,
                    PythonProfile.restricted(),
                    modules,
                    new DuckDbOpener(duckdb.withExternalAccess(false))),
            () -> new CPythonEngine(CPythonSettings.defaults(), Map.of(), modules));
  }

  PythonEngines engines() {
    return engines;
  }

  @Override
  public void close() {
    engines.close();
    own.close();
  }
}
