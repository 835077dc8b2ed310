package io.noetl.camel.store;

import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretReader;
import java.security.SecureRandom;
import java.time.Clock;

/** What hides the secrets that a test's database holds. */
public final class TestSecrets {
  private TestSecrets() {}

  public static SealedEvents of(TestDatabase database) {
    Json json = new Json();
    SecretCipher cipher = cipher();
    return new SealedEvents(known(database, json, cipher), cipher, json);
  }

  /** What hides them in columns that must come back as they were. */
  public static SealedColumns columns(TestDatabase database) {
    Json json = new Json();
    SecretCipher cipher = cipher();
    return new SealedColumns(known(database, json, cipher), cipher, json);
  }

  private static KnownSecrets known(TestDatabase database, Json json, SecretCipher cipher) {
    return new KnownSecrets(new SecretReader(database.jdbc(), json, cipher), Clock.systemUTC());
  }

  private static SecretCipher cipher() {
    return new SecretCipher(
        MasterKeys.parse("b2xkIG1hc3RlciBrZXkgb2xkIG1hc3RlciBrZXkgb2w=", "test"),
        new SecureRandom());
  }
}
