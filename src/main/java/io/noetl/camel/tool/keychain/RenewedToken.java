package io.noetl.camel.tool.keychain;

import io.noetl.camel.tool.ToolFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token as templates see it: one that is about to expire when it is read is fetched again. While
 * that fails the old one is given. Thread-safe.
 */
final class RenewedToken extends AbstractMap<String, @Nullable Object> {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedToken.class);
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final String name;
  private final Source source;
  private final Clock clock;
  private Grant grant;
  private Instant renewAt;

  /** What an endpoint has granted, and for how long. */
  record Grant(Map<String, @Nullable Object> data, Duration ttl) {}

  /** Fetches the token anew. */
  @FunctionalInterface
  interface Source {
    Grant fetch() throws ToolFailure, InterruptedException;
  }

  RenewedToken(String name, Grant first, Source source, Clock clock) {
    this.name = name;
    this.source = source;
    this.clock = clock;
    this.grant = first;
    this.renewAt = renewal(first);
  }

  @Override
  public synchronized Set<Entry<String, @Nullable Object>> entrySet() {
    if (!clock.instant().isBefore(renewAt)) {
      renew();
    }
    return grant.data().entrySet();
  }

  private void renew() {
    try {
      grant = source.fetch();
      renewAt = renewal(grant);
    } catch (ToolFailure e) {
      LOG.warn("Keychain entry '{}' could not be renewed: {}", name, e.error().message());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Five minutes before the end, or at three quarters of a short life. */
  private Instant renewal(Grant granted) {
    Duration quarter = granted.ttl().dividedBy(4);
    return clock
        .instant()
        .plus(granted.ttl())
        .minus(quarter.compareTo(EARLY) < 0 ? quarter : EARLY);
  }
}
