package io.noetl.camel.store;

import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretReader;
import java.security.SecureRandom;
import java.time.Clock;

/** What hides the secrets that a test's database holds. */
public final class TestSecrets {
  private TestSecrets() {}

  public static SealedEvents of(TestDatabase database) {
    Json json = new Json();
    SecretCipher cipher =
        new SecretCipher(
            MasterKeys.parse("b2xkIG1hc3RlciBrZXkgb2xkIG1hc3RlciBrZXkgb2w=", "test"),
            new SecureRandom());
    return new SealedEvents(
        new KnownSecrets(new SecretReader(database.jdbc(), json, cipher), Clock.systemUTC()),
        cipher,
        json);
  }
}
