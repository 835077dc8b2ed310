package io.noetl.camel.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Takes the failure of a start for no news where the process has been told to end meanwhile. */
public final class ProcessEnd implements SpringBootExceptionReporter {

  /** Spring makes it, also of a context that never was. */
  ProcessEnd(@Nullable ConfigurableApplicationContext context) {}

  /** Whether the process runs its shutdown hooks. */
  public static boolean hasBegun() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Override
  public boolean reportException(Throwable failure) {
    return hasBegun();
  }
}
