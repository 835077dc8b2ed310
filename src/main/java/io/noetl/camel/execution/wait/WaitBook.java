package io.noetl.camel.execution.wait;

import java.util.Collection;
import java.util.List;

/** Keeps what is waited for, durably. Thread-safe. */
public interface WaitBook {

  /**
   * Begins a wait, or finds the one that was begun before under its key. A signal that was kept for
   * it ends it at once.
   */
  Waiting open(WaitRequest request);

  /** The time of a wait is over: it is {@code DONE} or {@code LATE}, whichever came first. */
  Waiting late(WaitKey key);

  /** Nobody waits any more: what comes for it goes to others. */
  void left(WaitKey key);

  /** The waits of these executions that have ended. */
  List<Waiting> over(Collection<Long> executionIds);
}
