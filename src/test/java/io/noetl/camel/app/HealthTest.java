package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes are told, part by part, while the database is away and when it is back. */
class HealthTest {
  private static final String READINESS = "/actuator/health/readiness";

  @Test
  void aServerOutlivesAnOutageOfItsDatabaseAndSaysWhyItIsNotReady(@TempDir Path data)
      throws InterruptedException {
    try (TestServer server =
        TestServer.start(data, "--noetl.duckdb.extensions=" + data.resolve("none"))) {
      assertThat(server.get(READINESS).status()).isEqualTo(200);
      assertThat(server.get("/actuator/health").object().get("components"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .containsKeys("database", "lease", "pools", "python", "extensions", "disk", "clock")
          .containsEntry("database", Map.of("status", "UP"))
          // no details for everybody
          .containsEntry("extensions", Map.of("status", "UNKNOWN"))
          .containsEntry("clock", Map.of("status", "UP"));

      String name = server.database().url().replaceAll(".*/", "");
      TestPostgres.shared().execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
      TestPostgres.shared()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'"
                  .formatted(name));

      String why =
          Waiting.until(() -> server.get(READINESS), reply -> reply.status() == 503).text();
      assertThat(why).containsPattern("no answer for \\d+ s|not renewed for \\d+ s");
      assertThat(server.get("/health").status()).isEqualTo(200);
      assertThat(server.get("/actuator/health/liveness").status()).isEqualTo(200);

      TestPostgres.shared().execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");

      Waiting.until(() -> server.get(READINESS), reply -> reply.status() == 200);
    }
  }
}
