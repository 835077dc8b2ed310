package io.noetl.camel.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.secret.KeychainRow.Scope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets in the database: what stands there tells nothing, and can't be moved. */
class SecretStoresTest {
  private static final String OLD = "b2xkIG1hc3RlciBrZXkgb2xkIG1hc3RlciBrZXkgb2w=";
  private static final String NEW = "bmV3IG1hc3RlciBrZXkgbmV3IG1hc3RlciBrZXkgbmU=";

  private final JdbcClient jdbc = TestDatabase.migrated().jdbc();
  private final Json json = new Json();
  private final SecretCipher cipher = cipher(OLD);
  private final CredentialStore credentials = new CredentialStore(jdbc, json, cipher);
  private final KeychainStore keychain = new KeychainStore(jdbc, json, cipher);

  @Test
  void aCredentialComesBackAndIsNotReadableInTheTable() {
    Credential saved = save("pg", "s3cret-value");

    assertThat(credentials.data("pg")).contains(Map.of("password", "s3cret-value"));
    assertThat(credentials.find("pg")).contains(saved);
    assertThat(credentials.find(String.valueOf(saved.id()))).contains(saved);
    assertThat(dump()).doesNotContain("s3cret-value");
  }

  @Test
  void savingAgainKeepsIdAndCreationAndNothingElse() {
    Credential first = save("again", "one");
    Credential second =
        credentials.save(
            new Credential.Draft("again", "other", Map.of("token", "two"), null, null, null));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.createdAt()).isEqualTo(first.createdAt());
    assertThat(second)
        .extracting(Credential::type, Credential::tags)
        .containsExactly("other", null);
    assertThat(credentials.data("again")).contains(Map.of("token", "two"));
  }

  @Test
  void aSecretInThePlaceOfAnotherIsRefused() {
    save("mine", "of mine");
    save("yours", "of yours");
    jdbc.sql(
            """
            UPDATE noetl.credential SET data_encrypted = (SELECT data_encrypted FROM noetl.credential WHERE name = 'yours')
             WHERE name = 'mine'
            """)
        .update();

    assertThatThrownBy(() -> credentials.data("mine"))
        .isInstanceOf(SecretCipher.Undecipherable.class)
        .hasMessageContaining("belongs to another record");
  }

  @Test
  void listsAreFilteredByTypeAndText() {
    save("alpha", "x");
    credentials.save(
        new Credential.Draft("beta", "gcs", Map.of(), null, List.of("t"), "The Alpha bucket"));

    assertThat(credentials.list("gcs", null)).extracting(Credential::name).contains("beta");
    assertThat(credentials.list(null, "ALPHA"))
        .extracting(Credential::name)
        .contains("alpha", "beta");
    assertThat(credentials.list(null, "100%")).isEmpty();
  }

  @Test
  void aKeychainEntryIsKeptWithItsRenewalAndExpires() {
    long catalogId = catalogId();
    OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
    KeychainRow.Key key = new KeychainRow.Key("token", catalogId, Scope.LOCAL, 7L);
    keychain.put(entry(key, now.minusHours(1), Map.of("client_secret", "renewal-secret")), null);

    KeychainRow read = keychain.read(key).orElseThrow();
    assertThat(read.data()).isEqualTo(Map.of("access_token", "token-secret"));
    assertThat(read.renewConfig()).isEqualTo(Map.of("client_secret", "renewal-secret"));
    assertThat(read.accessCount()).isEqualTo(1);
    assertThat(dump()).doesNotContain("token-secret").doesNotContain("renewal-secret");
    assertThat(keychain.deleteExpired(now)).isEqualTo(1);
    assertThat(keychain.read(key)).isEmpty();
  }

  @Test
  void afterARotationTheOldMasterKeyIsNotNeededAnyMore() {
    save("rotated", "still here");
    KeychainRow.Key key = new KeychainRow.Key("rotated", catalogId(), Scope.GLOBAL, null);
    keychain.put(
        entry(key, OffsetDateTime.now(Clock.systemUTC()).plusHours(1), Map.of("a", "b")), null);

    SecretCipher both = cipher(NEW + "\n" + OLD);
    assertThat(new KeyRotation(jdbc, both).run()).isPositive();
    assertThat(new KeyRotation(jdbc, both).run()).isZero();

    SecretCipher fresh = cipher(NEW);
    assertThat(new CredentialStore(jdbc, json, fresh).data("rotated"))
        .contains(Map.of("password", "still here"));
    assertThat(new KeychainStore(jdbc, json, fresh).read(key).orElseThrow().renewConfig())
        .isEqualTo(Map.of("a", "b"));
    assertThatThrownBy(() -> credentials.data("rotated"))
        .hasMessageContaining("which is not configured");
  }

  @Test
  void knownSecretsFollowWhatIsStored() {
    KnownSecrets known = new KnownSecrets(new SecretReader(jdbc, json, cipher), Clock.systemUTC());
    assertThat(known.mask().text("a long-password")).isEqualTo("a long-password");
    credentials.save(
        new Credential.Draft(
            "masked",
            "postgres",
            Map.of(
                "db_host",
                "Db.Example.org",
                "db_name",
                "warehouse",
                "db_password",
                "long-password"),
            null,
            null,
            null));
    known.changed();

    assertThat(known.mask().text("a long-password of the warehouse"))
        .isEqualTo("a *** of the warehouse");

    known.seen(
        "elsewhere", Map.of("db_host", "other.example.org", "db_password", "kept elsewhere"));
    assertThat(known.mask().text("long-password, kept elsewhere")).isEqualTo("***, ***");
  }

  @Test
  void passwordsWithinAddressesAndTextsAreKnown() {
    KnownSecrets known = new KnownSecrets(new SecretReader(jdbc, json, cipher), Clock.systemUTC());
    credentials.save(
        new Credential.Draft(
            "addresses",
            "generic",
            Map.of(
                "url",
                "postgresql://ann:pw-of-%40nn@db.example:5432/x?sslmode=require",
                "endpoint",
                "https://h.example/a?user=ann&api_key=query-secret",
                "service",
                "host=h user=u password='spaced secret' port=5",
                "jdbc",
                "jdbc:sqlserver://h;user=u;password=semicolons;encrypt=true",
                "data",
                "{\"private_key\": \"line-of-a-key-1\\nline-of-a-key-2\", \"pin\": 4711081547}",
                "pin",
                81547110),
            null,
            null,
            null));

    assertThat(
            known
                .mask()
                .text(
                    "ann pw-of-%40nn pw-of-@nn query-secret 'spaced secret' semicolons 81547110"
                        + " line-of-a-key-1\n"
                        + "line-of-a-key-2 4711081547 db.example sslmode=require"))
        .isEqualTo("ann *** *** *** '***' *** *** *** *** db.example sslmode=require");
  }

  @Test
  void ofAComponentThatAloneIsHiddenWhoseNameSaysSo() {
    KnownSecrets known = new KnownSecrets(new SecretReader(jdbc, json, cipher), Clock.systemUTC());
    credentials.save(
        new Credential.Draft(
            "component",
            "camel",
            Map.of(
                "scheme",
                "spring-rabbitmq",
                "path",
                "deliveries",
                "options",
                Map.of(
                    "routingKey",
                    "warehouse",
                    "queueSize",
                    12345678,
                    "accessKey",
                    "access-of-ours",
                    "saslJaasConfig",
                    "Plain required; so"),
                "headers",
                Map.of("X-Api-Key", "header-of-ours", "X-Kind", "important")),
            null,
            null,
            null));
    credentials.save(
        new Credential.Draft(
            "address",
            "camel",
            Map.of("uri", "paho:readings?brokerUrl=tcp://sensors.example&password=of-the-broker"),
            null,
            null,
            null));

    assertThat(
            known
                .mask()
                .text(
                    "12345678 important deliveries of the warehouse by spring-rabbitmq,"
                        + " paho:readings access-of-ours Plain required; so header-of-ours"
                        + " of-the-broker"))
        .isEqualTo(
            "12345678 important deliveries of the warehouse by spring-rabbitmq, paho:readings"
                + " *** *** *** ***");
  }

  private Credential save(String name, String password) {
    return credentials.save(
        new Credential.Draft(
            name, "postgres", Map.of("password", password), null, List.of("t"), "d"));
  }

  private long catalogId() {
    return new CatalogStore(jdbc, json, Clock.systemUTC())
        .register("keychain", "Playbook", "text", null)
        .catalogId();
  }

  private static KeychainRow entry(
      KeychainRow.Key key, OffsetDateTime expires, Map<String, Object> renewal) {
    return new KeychainRow(
        key,
        "oauth2",
        "token",
        Map.of("access_token", "token-secret"),
        expires,
        null,
        0,
        false,
        renewal);
  }

  private String dump() {
    return jdbc.sql(
            "SELECT coalesce((SELECT string_agg(c::text, '') FROM noetl.credential c), '') ||"
                + " coalesce((SELECT string_agg(k::text, '') FROM noetl.keychain k), '')")
        .query(String.class)
        .single();
  }

  private static SecretCipher cipher(String keys) {
    assertThat(Base64.getDecoder().decode(OLD)).hasSize(32);
    return new SecretCipher(MasterKeys.parse(keys, "the test"), new SecureRandom());
  }
}
