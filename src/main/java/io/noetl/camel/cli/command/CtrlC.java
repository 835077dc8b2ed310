package io.noetl.camel.cli.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first Ctrl-C; the second one does what it does without this. By reflection, as the JDK
 * has signals in {@code jdk.unsupported} only; where it has none Ctrl-C ends the process at once.
 */
final class CtrlC implements AutoCloseable {
  private final Runnable restore;

  private CtrlC(Runnable restore) {
    this.restore = restore;
  }

  /** Does something at the first Ctrl-C, until it is closed. */
  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  static CtrlC first(Runnable action) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Method handle = signals.getMethod("handle", signals, handlers);
      Object interrupt = signals.getConstructor(String.class).newInstance("INT");
      AtomicReference<@Nullable Object> before = new AtomicReference<>();
      Runnable restore = () -> set(handle, interrupt, before.getAndSet(null));
      Object own =
          Proxy.newProxyInstance(
              handlers.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  restore.run();
                  action.run();
                  return null;
                }
                return method.getName().equals("equals")
                    ? (Object) (arguments != null && proxy == arguments[0])
                    : method.getName().equals("hashCode") ? (Object) 1 : "Ctrl-C";
              });
      before.set(handle.invoke(null, interrupt, own));
      return new CtrlC(restore);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return new CtrlC(() -> {});
    }
  }

  private static void set(Method handle, Object signal, @Nullable Object handler) {
    if (handler == null) {
      return;
    }
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    restore.run();
  }
}
