package io.noetl.camel.component.python;

import org.graalvm.polyglot.Engine;
import org.jspecify.annotations.Nullable;

/**
 * The code that GraalPy's interpreters have in common: what one has read and compiled, the standard
 * library first, the others need not read again. It holds no values. Who made it closes it, after
 * the interpreters. Thread-safe.
 */
public final class PythonCodeCache implements AutoCloseable {
  private @Nullable Engine engine;

  /** It is made when the first context needs it. */
  synchronized Engine engine() {
    Engine made = engine;
    if (made == null) {
      made = Engine.newBuilder("python").option("engine.WarnInterpreterOnly", "false").build();
      engine = made;
    }
    return made;
  }

  /** Whether the JVM was started so that hot code is compiled. */
  boolean compiles() {
    return !engine().getImplementationName().equals("Interpreted");
  }

  /** Ends what still runs of it, which may take a while and is not waited for. */
  @Override
  public synchronized void close() {
    Engine made = engine;
    if (made != null) {
      Thread.ofPlatform().daemon().name("python-close").start(() -> made.close(true));
    }
  }
}
