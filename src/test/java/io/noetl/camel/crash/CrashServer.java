package io.noetl.camel.crash;

import io.noetl.camel.app.NoetlCamelApplication;
import org.springframework.boot.SpringApplication;

/** The server as it is, with {@link CrashPoints} around its database. A process of its own. */
public final class CrashServer {
  private CrashServer() {}

  public static void main(String[] arguments) {
    SpringApplication.run(
        new Class<?>[] {NoetlCamelApplication.class, CrashPoints.class}, arguments);
  }
}
