package io.noetl.camel.tool.keychain;

import io.noetl.camel.execution.RunInfo;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.store.secret.KeychainRow.Scope;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was fetched, encrypted, where the keychain's API finds it, and so makes its values
 * known to what hides secrets.
 */
public final class KeychainCache {
  private static final Duration LOCAL = Duration.ofHours(1);
  private static final Duration OTHER = Duration.ofHours(24);

  private final KeychainStore store;
  private final KnownSecrets secrets;
  private final Clock clock;

  public KeychainCache(KeychainStore store, KnownSecrets secrets, Clock clock) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Keeps an entry until its {@code ttl_seconds}, else its {@code expires_in}, else for a day, or
   * an hour where its scope is local.
   *
   * @return how long it is kept
   */
  Duration keep(
      RunInfo info,
      KeychainEntry entry,
      Map<String, @Nullable Object> fields,
      Map<String, @Nullable Object> data)
      throws ToolFailure {
    Scope scope = scope(fields.get("scope"));
    Duration otherwise = scope == Scope.LOCAL ? LOCAL : OTHER;
    Duration granted = new CallFields(data).seconds("expires_in", otherwise);
    Duration ttl = new CallFields(fields).seconds("ttl_seconds", granted);
    boolean token = data.containsKey("access_token");
    boolean renews = renews(entry, fields);
    store.put(
        new io.noetl.camel.store.secret.KeychainRow(
            new io.noetl.camel.store.secret.KeychainRow.Key(
                entry.name(),
                info.catalogId(),
                scope,
                scope == Scope.GLOBAL ? null : Long.valueOf(info.executionId())),
            entry.kind(),
            token ? "token" : "secret",
            data,
            OffsetDateTime.ofInstant(clock.instant().plus(ttl), ZoneOffset.UTC),
            null,
            0,
            renews,
            renews ? fields : null),
        info.parentExecutionId());
    secrets.changed();
    return ttl;
  }

  /** Whether an entry is a token that is to be fetched again before it expires. */
  static boolean renews(KeychainEntry entry, Map<String, @Nullable Object> fields)
      throws ToolFailure {
    return entry.kind().equals("oauth2") && new CallFields(fields).flag("auto_renew", false);
  }

  private static Scope scope(@Nullable Object value) throws ToolFailure {
    try {
      return value == null
          ? Scope.GLOBAL
          : Scope.valueOf(value.toString().strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(
          "TL0701", "ConfigError", "scope '" + value + "' (expected: global, local or shared)");
    }
  }
}
