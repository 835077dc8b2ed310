package io.noetl.camel.app.health;

import io.noetl.camel.component.python.PythonFigures;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Down where an engine could not make its last interpreter. */
final class PythonHealth extends AbstractHealthIndicator {
  private final Supplier<Map<String, PythonFigures>> engines;

  PythonHealth(Supplier<Map<String, PythonFigures>> engines) {
    this.engines = engines;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    engines
        .get()
        .forEach(
            (engine, now) -> {
              String problem = now.problem();
              if (problem != null) {
                health.down();
              }
              health.withDetail(
                  engine,
                  problem == null
                      ? Map.of("busy", now.busy(), "idle", now.idle(), "waiting", now.waiting())
                      : problem);
            });
  }
}
