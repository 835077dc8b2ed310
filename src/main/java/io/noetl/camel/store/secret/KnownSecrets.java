package io.noetl.camel.store.secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What the stored secrets are, for hiding their values. It is read again when a credential of this
 * replica changes, and now and then for those of others. Thread-safe.
 */
public final class KnownSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(KnownSecrets.class);
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final SecretReader reader;
  private final Clock clock;
  private final Map<String, Map<String, @Nullable Object>> elsewhere = new ConcurrentHashMap<>();
  private volatile Snapshot snapshot = new Snapshot(new SecretMask(Set.of()), "", Instant.MIN);

  public KnownSecrets(SecretReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** What hides the values of the stored secrets. */
  public SecretMask mask() {
    return current().mask();
  }

  /** As {@link #mask}, as it was last known: nothing is read. */
  public SecretMask lastMask() {
    return snapshot.mask();
  }

  /** Makes the next call read the secrets again. */
  public void changed() {
    snapshot = snapshot.readAt(Instant.MIN);
  }

  /** Hides the values of a secret that is kept elsewhere too. */
  public void seen(String name, Map<String, @Nullable Object> data) {
    if (!data.equals(elsewhere.put(name, data))) {
      Snapshot known = snapshot;
      snapshot = new Snapshot(known.mask(), "", Instant.MIN);
    }
  }

  private Snapshot current() {
    Snapshot known = snapshot;
    Instant now = clock.instant();
    if (known.readAt().plus(GOOD_FOR).isAfter(now)) {
      return known;
    }
    synchronized (this) {
      if (snapshot.readAt().plus(GOOD_FOR).isAfter(now)) {
        return snapshot;
      }
      snapshot = read(snapshot, now);
      return snapshot;
    }
  }

  /** Where the database can't be asked, what is known goes on to hold. */
  private Snapshot read(Snapshot old, Instant now) {
    try {
      String state = reader.state();
      if (state.equals(old.state())) {
        return old.readAt(now);
      }
      SecretValues values = new SecretValues();
      reader.all().forEach(secret -> values.add(secret.type(), secret.data()));
      elsewhere.values().forEach(data -> values.add("", data));
      return new Snapshot(new SecretMask(values.secrets()), state, now);
    } catch (DataAccessException e) {
      LOG.warn("The stored secrets can't be read again: {}", e.getMessage());
      return old.readAt(now);
    }
  }

  private record Snapshot(SecretMask mask, String state, Instant readAt) {
    Snapshot readAt(Instant time) {
      return new Snapshot(mask, state, time);
    }
  }
}
