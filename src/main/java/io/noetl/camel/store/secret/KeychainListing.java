package io.noetl.camel.store.secret;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of an entry of the keychain: not its data.
 *
 * @param scope {@code global}, {@code local} or {@code shared}
 * @param executionId the execution of an entry that is not global
 * @param accessCount how often it was read
 */
public record KeychainListing(
    String name,
    String credentialType,
    String cacheType,
    String scope,
    @Nullable Long executionId,
    OffsetDateTime expiresAt,
    int accessCount,
    boolean autoRenew) {}
