package io.noetl.camel.component.python;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import java.time.InstantSource;

/** Python on GraalPy: a pool of warm interpreters on one engine, all with the same access. */
public final class GraalPyEngine implements PythonInterpreter {
  private final PythonCodeCache code;
  private final GraalPyContexts contexts;
  private final InterpreterPool pool;
  private final MemoryGuard guard;
  private final boolean restricted;

  /**
   * An engine.
   *
   * @param code what its interpreters share with those of other engines
   */
  public GraalPyEngine(
      PythonCodeCache code,
      PythonSettings settings,
      PythonProfile profile,
      PythonModules modules,
      DuckDbOpener databases) {
    this.code = code;
    this.restricted = !profile.hostAccess();
    this.contexts = new GraalPyContexts(code, settings, profile, modules.library());
    this.pool =
        new InterpreterPool(
            settings,
            () ->
                GraalPyContext.create(
                    contexts, new GraalPyHost(modules, databases, profile.hosts())),
            InstantSource.system());
    this.guard = new MemoryGuard(pool::busy, settings.heapShare());
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    return pool.run(
        job.withTenant(restricted ? Tenants.folder(job.tenant()) : Tenants.top(job.tenant())));
  }

  @Override
  public boolean compiles() {
    return code.compiles();
  }

  @Override
  public PythonFigures figures() {
    return pool.figures();
  }

  @Override
  public void close() {
    guard.close();
    pool.close();
    contexts.close();
  }
}
