package io.noetl.camel.store.secret;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Wraps the data keys of all stored secrets with the current master key. It may be interrupted and
 * run again; a secret that is changed meanwhile is left to whoever changed it.
 */
public final class KeyRotation {
  private final JdbcClient jdbc;
  private final SecretCipher cipher;

  public KeyRotation(JdbcClient jdbc, SecretCipher cipher) {
    this.jdbc = jdbc;
    this.cipher = cipher;
  }

  /** Says how many secrets were wrapped anew. */
  public int run() {
    return rewrap("noetl.credential", "name", "data_encrypted", CredentialStore::identity)
        + rewrap("noetl.keychain", "cache_key", "data_encrypted", KeychainStore::identity)
        + rewrapRenewals()
        + rewrapSealed("noetl.execution", "payload", "'payload:' || execution_id")
        + rewrapSealed("noetl.schedule", "input_payload", "'schedule:' || schedule_id")
        + rewrapSealed(
            "noetl.transient", "var_value", "'variable:' || execution_id || ':' || var_name")
        + rewrapSealed("noetl.step_effect", "result", "'effect:' || effect_key")
        + rewrapHidden("noetl.execution", "'result:' || execution_id")
        + rewrapHidden("noetl.event_record", "'event:' || execution_id || ':' || event_id");
  }

  /** What the log hides, for executions that go on. */
  private int rewrapHidden(String table, String identity) {
    int changed = 0;
    for (Row row :
        rows("SELECT %s, sealed FROM %s WHERE sealed IS NOT NULL".formatted(identity, table))) {
      if (!cipher.isCurrent(row.ciphertext())) {
        String[] ids = row.key().split(":", -1);
        String event = ids.length == 3 ? " AND event_id = " + Long.parseLong(ids[2]) : "";
        changed +=
            jdbc.sql(
                    "UPDATE %s SET sealed = :fresh WHERE execution_id = :id%s AND sealed = :old"
                        .formatted(table, event))
                .param("fresh", cipher.rewrap(row.key(), row.ciphertext()))
                .param("id", Long.valueOf(ids[1]))
                .param("old", row.ciphertext())
                .update();
      }
    }
    return changed;
  }

  /** Values of {@link SealedColumns}. */
  private int rewrapSealed(String table, String column, String identity) {
    int changed = 0;
    String sealed = "%s ->> '%s'".formatted(column, SealedColumns.MEMBER);
    for (Row row :
        rows(
            "SELECT %s, %s FROM %s WHERE json_typeof(%s::json) = 'object' AND %s IS NOT NULL"
                .formatted(identity, sealed, table, column, sealed))) {
      if (!cipher.isCurrent(row.ciphertext())) {
        changed +=
            jdbc.sql(
                    "UPDATE %s SET %s = jsonb_build_object('%s', :fresh::text) WHERE %s = :identity AND %s = :old"
                        .formatted(table, column, SealedColumns.MEMBER, identity, sealed))
                .param("fresh", cipher.rewrap(row.key(), row.ciphertext()))
                .param("identity", row.key())
                .param("old", row.ciphertext())
                .update();
      }
    }
    return changed;
  }

  private int rewrap(String table, String key, String column, UnaryOperator<String> identity) {
    int changed = 0;
    for (Row row : rows("SELECT %s, %s FROM %s".formatted(key, column, table))) {
      if (!cipher.isCurrent(row.ciphertext())) {
        changed +=
            jdbc.sql(
                    "UPDATE %s SET %s = :fresh WHERE %s = :key AND %s = :old"
                        .formatted(table, column, key, column))
                .param("fresh", cipher.rewrap(identity.apply(row.key()), row.ciphertext()))
                .param("key", row.key())
                .param("old", row.ciphertext())
                .update();
      }
    }
    return changed;
  }

  private int rewrapRenewals() {
    int changed = 0;
    for (Row row :
        rows(
            "SELECT cache_key, renew_config #>> '{}' FROM noetl.keychain WHERE renew_config IS NOT"
                + " NULL")) {
      if (!cipher.isCurrent(row.ciphertext())) {
        changed +=
            jdbc.sql(
                    "UPDATE noetl.keychain SET renew_config = to_jsonb(:fresh::text) WHERE"
                        + " cache_key = :key")
                .param("fresh", cipher.rewrap(KeychainStore.identity(row.key()), row.ciphertext()))
                .param("key", row.key())
                .update();
      }
    }
    return changed;
  }

  private List<Row> rows(String sql) {
    return jdbc.sql(sql).query((row, index) -> new Row(row.getString(1), row.getString(2))).list();
  }

  private record Row(String key, String ciphertext) {}
}
