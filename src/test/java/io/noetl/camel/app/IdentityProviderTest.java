package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.noetl.camel.store.Json;
import io.noetl.camel.testing.EchoServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an OpenID Connect provider that publishes its keys, and changes them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityProviderTest {
  private final EchoServer provider = new EchoServer();
  private final RSAKey first = key("first");
  private final RSAKey second = key("second");
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    String issuer = provider.url("");
    provider.on(
        "/.well-known/openid-configuration",
        200,
        "application/json",
        new Json()
            .write(
                Map.of(
                    "issuer",
                    issuer,
                    "jwks_uri",
                    provider.url("/keys"),
                    "authorization_endpoint",
                    provider.url("/authorize"),
                    "subject_types_supported",
                    List.of("public"))));
    provider.on(
        "/keys", 200, "application/json", new JWKSet(List.of(first, second)).toString(true));
    server =
        TestServer.startWithFakeEngine(
            data, "--noetl.access.mode=locked", "--noetl.access.jwt.issuer=" + issuer);
  }

  @AfterAll
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void theProvidersKeysAreFoundByItsDiscovery() {
    for (RSAKey key : List.of(first, second)) {
      assertThat(get(token(key, provider.url(""), "viewer")).status()).isEqualTo(200);
    }
    assertThat(provider.requests)
        .contains("GET /.well-known/openid-configuration")
        .contains("GET /keys");
  }

  @Test
  void aTokenOfAnotherKeyOrProviderIsRefused() {
    assertThat(get(token(key("first"), provider.url(""), "admin")).status()).isEqualTo(401);
    assertThat(get(token(first, "https://evil.example", "admin")).status()).isEqualTo(401);
    assertThat(get(token(first, provider.url(""), "nothing")).status()).isEqualTo(401);
  }

  @Test
  void theAuditLogNamesThePerson() {
    String admin = token(first, provider.url(""), "admin");
    server.send(
        server
            .request("POST", "/api/keys", Map.of("name", "of-ada", "role", "viewer"))
            .header("Authorization", "Bearer " + admin));
    assertThat(
            server
                .send(
                    server
                        .request("GET", "/api/audit", null)
                        .header("Authorization", "Bearer " + admin))
                .text())
        .contains("user:ada")
        .contains("key-create");
  }

  private TestServer.Reply get(String token) {
    return server.send(
        server.request("GET", "/api/executions", null).header("Authorization", "Bearer " + token));
  }

  private static String token(RSAKey key, String issuer, String role) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .subject("ada")
                  .issuer(issuer)
                  .audience("noetl")
                  .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                  .claim("roles", List.of(role))
                  .build());
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
