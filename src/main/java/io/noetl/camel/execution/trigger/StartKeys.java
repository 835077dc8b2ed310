package io.noetl.camel.execution.trigger;

import io.noetl.camel.store.event.SealedEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys of messages that have started something, alone or together with others. */
public final class StartKeys {
  private final JdbcClient jdbc;
  private final SealedEvents secrets;

  /**
   * Keys.
   *
   * @param secrets hides those that hold a secret
   */
  public StartKeys(JdbcClient jdbc, SealedEvents secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  /**
   * Counts what was recorded for a subscription. It is read before the keys: what is recorded
   * behind it is refused where another was recorded since.
   *
   * @throws Held.LetGo when another is the owner by now
   */
  long turn(Held held) {
    return jdbc.sql("SELECT turn FROM noetl.subscription WHERE subscription_id = ? AND epoch = ?")
        .params(held.id(), held.epoch())
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new Held.LetGo(held.document().path()));
  }

  /** Those of these keys that have started something. */
  Set<String> known(Collection<String> keys) {
    Map<String, String> stored = new HashMap<>();
    for (String key : keys) {
      stored.put(String.valueOf(secrets.key(key)), key);
    }
    String[] asked = stored.keySet().toArray(String[]::new);
    Set<String> known = new HashSet<>();
    jdbc.sql(
            """
            SELECT idempotency_key FROM noetl.start_key WHERE idempotency_key = ANY (?)
            UNION ALL
            SELECT idempotency_key FROM noetl.execution WHERE idempotency_key = ANY (?)
            """)
        .params(asked, asked)
        .query(
            row -> {
              known.add(String.valueOf(stored.get(row.getString(1))));
            });
    return known;
  }
}
