package io.noetl.camel.store.secret;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token or secret that is kept for a playbook until it expires.
 *
 * @param key where it is kept
 * @param credentialType what kind of credential it came from
 * @param cacheType {@code token} or {@code secret}
 * @param data the secret, JSON-like
 * @param expiresAt when it is no longer given out
 * @param accessedAt when it was last read; null if never
 * @param accessCount how often it was read
 * @param autoRenew whether the caller renews it after its end
 * @param renewConfig how: JSON-like, as secret as the data
 */
public record KeychainRow(
    Key key,
    String credentialType,
    String cacheType,
    Map<String, @Nullable Object> data,
    OffsetDateTime expiresAt,
    @Nullable OffsetDateTime accessedAt,
    int accessCount,
    boolean autoRenew,
    @Nullable Object renewConfig) {

  /** Who may see an entry; the lower-case name is what stands in the table. */
  public enum Scope {
    /** One execution. */
    LOCAL,
    /** Every execution of the catalog entry. */
    GLOBAL,
    /** An execution and those below it. */
    SHARED;

    /** The name in the table and in the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Names an entry.
   *
   * @param name the keychain entry's name in the playbook
   * @param catalogId the catalog entry that it belongs to
   * @param scope who may see it
   * @param executionId the execution, where the scope is not global
   */
  public record Key(String name, long catalogId, Scope scope, @Nullable Long executionId) {

    /** The cache key in the form that NoETL uses. */
    public String text() {
      return switch (scope) {
        case GLOBAL -> name + ":" + catalogId + ":global";
        case LOCAL -> name + ":" + catalogId + ":" + executionId;
        case SHARED -> name + ":" + catalogId + ":shared:" + executionId;
      };
    }
  }

  @Override
  public String toString() {
    return "KeychainEntry[" + key.text() + "]";
  }
}
