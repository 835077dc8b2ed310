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
   * A stored secret, in the clear.
   *
   * @param type as it was registered; empty for a keychain's
   */
  record Stored(String type, Map<String, @Nullable Object> data) {}

  /**
   * Every secret. One that can't be decrypted is left out: nobody can use it either. A keychain
   * entry counts for a day after its end: executions that began before go on to use it.
   */
  List<Stored> all() {
    List<Stored> all = new ArrayList<>();
    read(all, "SELECT 'credential:' || name, data_encrypted, type FROM noetl.credential");
    read(
        all,
        "SELECT 'keychain:' || cache_key, data_encrypted, '' FROM noetl.keychain"
            + " WHERE expires_at > now() - interval '1 day'");
    return all;
  }

  private record Sealed(String identity, String text, String type) {}

  private void read(List<Stored> all, String sql) {
    jdbc.sql(sql)
        .query((row, index) -> new Sealed(row.getString(1), row.getString(2), row.getString(3)))
        .list()
        .forEach(
            secret -> {
              try {
                all.add(
                    new Stored(
                        secret.type(),
                        json.readObject(cipher.open(secret.identity(), secret.text()))));
              } catch (SecretCipher.Undecipherable e) {
                LOG.warn("{}: {}", secret.identity(), e.getMessage());
              }
            });
  }
}
