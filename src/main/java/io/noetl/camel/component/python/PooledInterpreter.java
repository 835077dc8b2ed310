package io.noetl.camel.component.python;

import java.time.Duration;
import java.util.function.Consumer;

/** One interpreter of a pool: it runs one job at a time. */
interface PooledInterpreter {

  /**
   * Runs a job and waits for its end.
   *
   * @param stopWithin how long stopped code may take to end before it is ended by force
   * @param afterwards told once, when what the job left behind is cleared away, whether the
   *     interpreter can be used again
   * @throws InterruptedException when the waiting thread is interrupted; the job was stopped
   */
  PythonOutcome run(PythonJob job, Duration stopWithin, Consumer<Boolean> afterwards)
      throws InterruptedException;

  /** Bytes of memory that its job has; 0 where that is not known. */
  long memory();

  /** How many jobs it has run. */
  int calls();

  /** Frees it, whatever it runs. */
  void close();
}
