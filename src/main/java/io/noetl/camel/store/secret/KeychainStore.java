package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens and secrets that playbooks keep for a while, encrypted. */
public final class KeychainStore {
  private final JdbcClient jdbc;
  private final Json json;
  private final SecretCipher cipher;

  public KeychainStore(JdbcClient jdbc, Json json, SecretCipher cipher) {
    this.jdbc = jdbc;
    this.json = json;
    this.cipher = cipher;
  }

  /**
   * Keeps an entry, in the place of one with the same key.
   *
   * @param parentExecutionId the parent of the entry's execution, where there is one
   * @throws org.springframework.dao.DataIntegrityViolationException when there is no such catalog
   *     entry
   */
  public void put(KeychainRow entry, @Nullable Long parentExecutionId) {
    String key = entry.key().text();
    Object renew = entry.renewConfig();
    jdbc.sql(
            """
            INSERT INTO noetl.keychain (cache_key, keychain_name, catalog_id, credential_type, cache_type, scope_type,
                   execution_id, parent_execution_id, data_encrypted, expires_at, auto_renew, renew_config)
            VALUES (:key, :name, :catalog, :credentialType, :cacheType, :scope,
                   :execution, :parent, :data, :expires, :renews, to_jsonb(:renew::text))
            ON CONFLICT (cache_key) DO UPDATE
               SET credential_type = excluded.credential_type, cache_type = excluded.cache_type,
                   data_encrypted = excluded.data_encrypted, expires_at = excluded.expires_at,
                   auto_renew = excluded.auto_renew, renew_config = excluded.renew_config,
                   created_at = now(), accessed_at = NULL, access_count = 0
            """)
        .param("key", key)
        .param("name", entry.key().name())
        .param("catalog", entry.key().catalogId())
        .param("credentialType", entry.credentialType())
        .param("cacheType", entry.cacheType())
        .param("scope", entry.key().scope().text())
        .param("execution", entry.key().executionId())
        .param("parent", parentExecutionId)
        .param("data", cipher.seal(identity(key), json.write(entry.data())))
        .param("expires", entry.expiresAt())
        .param("renews", entry.autoRenew())
        .param("renew", renew == null ? null : cipher.seal(identity(key), json.write(renew)))
        .update();
  }

  /** An entry, expired or not; counts the access. */
  public Optional<KeychainRow> read(KeychainRow.Key key) {
    return jdbc.sql(
            """
            UPDATE noetl.keychain SET accessed_at = now(), access_count = access_count + 1 WHERE cache_key = :key
            RETURNING credential_type, cache_type, data_encrypted, expires_at, accessed_at, access_count,
                      auto_renew, renew_config #>> '{}' AS renew
            """)
        .param("key", key.text())
        .query((row, index) -> entry(key, row))
        .optional();
  }

  /** Lists a playbook's entries by name, none of their data; no access is counted. */
  public List<KeychainListing> ofPlaybook(long catalogId) {
    return jdbc.sql(
            """
            SELECT keychain_name, credential_type, cache_type, scope_type, execution_id, expires_at, access_count, auto_renew
              FROM noetl.keychain WHERE catalog_id = :catalog ORDER BY keychain_name, cache_key LIMIT 1000
            """)
        .param("catalog", catalogId)
        .query(
            (row, index) ->
                new KeychainListing(
                    row.getString("keychain_name"),
                    row.getString("credential_type"),
                    row.getString("cache_type"),
                    row.getString("scope_type"),
                    row.getObject("execution_id", Long.class),
                    row.getObject("expires_at", OffsetDateTime.class),
                    row.getInt("access_count"),
                    row.getBoolean("auto_renew")))
        .list();
  }

  /** Deletes an entry; says whether there was one. */
  public boolean delete(KeychainRow.Key key) {
    return jdbc.sql("DELETE FROM noetl.keychain WHERE cache_key = :key")
            .param("key", key.text())
            .update()
        > 0;
  }

  /** Deletes what expired before a time and nobody renews; says how many. */
  public int deleteExpired(OffsetDateTime before) {
    return jdbc.sql("DELETE FROM noetl.keychain WHERE expires_at < :before AND NOT auto_renew")
        .param("before", before)
        .update();
  }

  /** What an entry's ciphertext is bound to. */
  static String identity(String cacheKey) {
    return "keychain:" + cacheKey;
  }

  private KeychainRow entry(KeychainRow.Key key, ResultSet row) throws SQLException {
    String identity = identity(key.text());
    Map<String, @Nullable Object> data =
        json.readObject(cipher.open(identity, row.getString("data_encrypted")));
    String renew = row.getString("renew");
    return new KeychainRow(
        key,
        row.getString("credential_type"),
        row.getString("cache_type"),
        data,
        row.getObject("expires_at", OffsetDateTime.class),
        row.getObject("accessed_at", OffsetDateTime.class),
        row.getInt("access_count"),
        row.getBoolean("auto_renew"),
        renew == null ? null : json.read(cipher.open(identity, renew)));
  }
}
