package io.noetl.camel.store.secret;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads all stored secrets, for {@link KnownSecrets} alone. */
public final class SecretReader {
  private static final Logger LOG = LoggerFactory.getLogger(SecretReader.class);

  private final JdbcClient jdbc;
  private final Json json;
  private final SecretCipher cipher;

  public SecretReader(JdbcClient jdbc, Json json, SecretCipher cipher) {
    this.jdbc = jdbc;
    this.json = json;
    this.cipher = cipher;
  }

  /** A text that is another one when a secret was added, changed or deleted. */
  String state() {
    return jdbc.sql(
            """
            SELECT (SELECT count(*) || '/' || coalesce(max(updated_at)::text, '') FROM noetl.credential)
                   || '/' || (SELECT count(*) || '/' || coalesce(max(created_at)::text, '') FROM noetl.keychain)
            """)
        .query(String.class)
        .single();
  }

  /**
   * The data of every secret. One that can't be decrypted is left out: nobody can use it either. A
   * keychain entry counts for a day after its end: executions that began before go on to use it.
   */
  List<Map<String, @Nullable Object>> all() {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    read(all, "SELECT 'credential:' || name, data_encrypted FROM noetl.credential");
    read(
        all,
        "SELECT 'keychain:' || cache_key, data_encrypted FROM noetl.keychain"
            + " WHERE expires_at > now() - interval '1 day'");
    return all;
  }

  private void read(List<Map<String, @Nullable Object>> all, String sql) {
    jdbc.sql(sql)
        .query((row, index) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .forEach(
            entry -> {
              try {
                all.add(json.readObject(cipher.open(entry.getKey(), entry.getValue())));
              } catch (SecretCipher.Undecipherable e) {
                LOG.warn("{}: {}", entry.getKey(), e.getMessage());
              }
            });
  }
}
