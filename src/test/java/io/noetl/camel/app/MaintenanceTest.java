package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.noetl.camel.app.metrics.MaintenanceMetrics;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.KeptSignals;
import io.noetl.camel.store.RuntimeStore;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SecretCipher;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What nobody takes away by hand goes by itself. */
class MaintenanceTest {
  private final JdbcClient jdbc = TestDatabase.migrated().jdbc();

  @Test
  void silentRuntimesAreOfflineAndExpiredEntriesGo() {
    jdbc.sql(
            """
            INSERT INTO noetl.runtime (runtime_id, name, kind, status, heartbeat)
            VALUES (1, 'silent', 'worker_pool', 'ready', now() - interval '2 minutes'),
                   (2, 'alive', 'worker_pool', 'ready', now())
            """)
        .update();
    jdbc.sql(
            """
            INSERT INTO noetl.resource (name) VALUES ('Playbook');
            INSERT INTO noetl.catalog (catalog_id, path, version, kind, content) VALUES (7, 'p', 1, 'Playbook', '');
            INSERT INTO noetl.keychain (cache_key, keychain_name, catalog_id, credential_type, cache_type, scope_type,
                   data_encrypted, expires_at, auto_renew)
            VALUES ('old', 'old', 7, 't', 'token', 'global', '', now() - interval '1 second', false),
                   ('renewed', 'renewed', 7, 't', 'token', 'global', '', now() - interval '1 second', true),
                   ('good', 'good', 7, 't', 'token', 'global', '', now() + interval '1 hour', false)
            """)
        .update();
    jdbc.sql(
            """
            INSERT INTO noetl.signal (name, key, expires_at)
            VALUES ('old', '', now() - interval '1 second'), ('good', '', now() + interval '1 hour')
            """)
        .update();
    Json json = new Json();
    SecureRandom random = new SecureRandom();
    SecretCipher cipher =
        new SecretCipher(
            MasterKeys.parse(Base64.getEncoder().encodeToString(new byte[32]), "test"), random);
    try (Maintenance maintenance =
        new Maintenance(
            new RuntimeStore(jdbc, json),
            new KeychainStore(jdbc, json, cipher),
            new KeptSignals(jdbc),
            new MaintenanceMetrics(new SimpleMeterRegistry()),
            Clock.systemUTC())) {
      maintenance.run();
    }

    assertThat(
            jdbc.sql("SELECT name FROM noetl.runtime WHERE status = 'offline'")
                .query(String.class)
                .list())
        .containsExactly("silent");
    assertThat(
            jdbc.sql("SELECT cache_key FROM noetl.keychain ORDER BY 1").query(String.class).list())
        .containsExactly("good", "renewed");
    assertThat(jdbc.sql("SELECT name FROM noetl.signal").query(String.class).list())
        .containsExactly("good");
  }
}
