package io.noetl.camel.playbooktest;

import io.noetl.camel.component.python.PythonInterpreter;
import io.noetl.camel.component.python.PythonJob;
import io.noetl.camel.component.python.PythonOutcome;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine of Python that is made at its first call. */
final class LaterPython implements PythonInterpreter {
  private final Supplier<PythonInterpreter> make;
  private @Nullable PythonInterpreter made;

  LaterPython(Supplier<PythonInterpreter> make) {
    this.make = make;
  }

  private synchronized PythonInterpreter engine() {
    PythonInterpreter engine = made;
    if (engine == null) {
      engine = make.get();
      made = engine;
    }
    return engine;
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    return engine().run(job);
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
