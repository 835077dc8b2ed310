package io.noetl.camel.component.python;

import java.lang.management.ManagementFactory;

/** What the JVM knows of the memory that threads use. */
final class MemoryUse {
  private MemoryUse() {}

  /**
   * How many bytes a thread has allocated since it began; 0 where the JVM does not count.
   *
   * @param threadId 0 for one that has not begun
   */
  static long allocatedBy(long threadId) {
    return threadId > 0
            && ManagementFactory.getThreadMXBean()
                instanceof com.sun.management.ThreadMXBean threads
        ? Math.max(0, threads.getThreadAllocatedBytes(threadId))
        : 0;
  }
}
