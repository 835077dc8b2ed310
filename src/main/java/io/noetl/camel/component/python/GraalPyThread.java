package io.noetl.camel.component.python;

/**
 * The thread of an interpreter, with a stack for deep recursion.
 *
 * <p>The C library keeps the stacks of threads that have ended, up to 40 MB of them, and gives one
 * to a thread that asks for a quarter of it or more. A native thread of DuckDB's (8 MB) that calls
 * Java makes the pages above its own guard page unreadable, and HotSpot leaves them so. A later
 * thread of Java's, which has no such guard page, protects one page less: the last one stays where
 * nobody expects it, and an endless recursion that touches it ends the process without a word. So
 * this stack is too big to be kept, and to be given to others.
 */
final class GraalPyThread {
  private static final long STACK_BYTES = 48L << 20;

  private GraalPyThread() {}

  static Thread of(Runnable task) {
    Thread made = new Thread(null, task, "python", STACK_BYTES);
    made.setDaemon(true);
    return made;
  }
}
