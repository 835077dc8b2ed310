package io.noetl.camel.tool;

import java.util.concurrent.atomic.LongAdder;

/**
 * How long the code of a call has run, by the clock and without what it has waited for: the tool
 * says it, and it is read once the call has ended.
 */
public final class ComputeTime {
  private final LongAdder nanos = new LongAdder();

  /** It has run so much longer. */
  public void add(long more) {
    nanos.add(more);
  }

  /** How long it has run, in nanoseconds. */
  public long nanos() {
    return nanos.sum();
  }
}
