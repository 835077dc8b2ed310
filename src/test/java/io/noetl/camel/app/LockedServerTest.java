package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The server as it is for others: by key, or by a token of the identity provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockedServerTest {
  private static final String ISSUER = "https://login.example.org";
  private static final String ADMIN = "the-key-of-the-operator-0123456789";

  private final KeyPair provider = pair();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Path pem = data.resolve("provider.pem");
    Files.writeString(
        pem,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(provider.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    server =
        TestServer.startWithFakeEngine(
            data,
            "--noetl.access.mode=locked",
            "--noetl.access.admin-key=" + ADMIN,
            "--noetl.access.calls-per-minute=200",
            "--noetl.access.failures-per-minute=100",
            "--noetl.access.jwt.issuer=" + ISSUER,
            "--noetl.access.jwt.key-file=" + pem,
            "--noetl.access.jwt.role-claim=realm_access.roles");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void onlyProbesAreForEverybody() {
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/api/health").status()).isEqualTo(200);
    assertThat(server.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(server.get("/metrics").status()).isEqualTo(401);
    assertThat(server.get("/api/executions").object()).containsEntry("code", "AP0401");
  }

  @Test
  void anAdministratorMakesKeysThatAreShownOnceAndCanBeTakenOff() {
    Map<String, Object> made =
        call(
                ADMIN,
                "POST",
                "/api/keys",
                Map.of("name", "ci", "role", "operator", "expires_in_days", 1))
            .object();
    String key = String.valueOf(made.get("key"));

    assertThat(call(key, "GET", "/api/executions", null).status()).isEqualTo(200);
    assertThat(call(key, "GET", "/api/keys", null).status()).isEqualTo(403);
    assertThat(call(ADMIN, "GET", "/api/keys", null).text())
        .contains("\"name\":\"ci\"")
        .doesNotContain(key);
    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT string_agg(k::text, '') FROM noetl.api_key k")
                .query(String.class)
                .single())
        .doesNotContain(key.substring(20));
    assertThat(
            call(
                    key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A"),
                    "GET",
                    "/api/executions",
                    null)
                .status())
        .isEqualTo(401);

    assertThat(call(ADMIN, "DELETE", "/api/keys/" + made.get("key_id"), null).status())
        .isEqualTo(200);
    assertThat(call(key, "GET", "/api/executions", null).status()).isEqualTo(401);
  }

  @Test
  void aKeyEnds() {
    Map<String, Object> made =
        call(ADMIN, "POST", "/api/keys", Map.of("name", "old", "role", "viewer")).object();
    server
        .database()
        .jdbc()
        .sql("UPDATE noetl.api_key SET expires_at = now() - interval '1 second' WHERE key_id = ?")
        .param(made.get("key_id"))
        .update();

    assertThat(call(String.valueOf(made.get("key")), "GET", "/api/executions", null).status())
        .isEqualTo(401);
  }

  @Test
  void aTokenNamesItsRole() throws JOSEException {
    assertThat(call(token(claims("noetl-viewer")), "GET", "/api/executions", null).status())
        .isEqualTo(200);
    assertThat(call(token(claims("viewer")), "POST", "/api/execute", Map.of()).status())
        .isEqualTo(403);
    assertThat(
            call(token(claims("noetl-viewer", "operator")), "POST", "/api/execute", Map.of())
                .status())
        .isEqualTo(422);
    assertThat(call(token(claims("something-else")), "GET", "/api/executions", null).status())
        .isEqualTo(401);
  }

  @Test
  void aTokenThatIsNotGoodIsRefused() throws JOSEException {
    Instant past = Instant.now().minusSeconds(3600);
    List<String> bad =
        List.of(
            token(
                new JWTClaimsSet.Builder(claims("admin")).expirationTime(Date.from(past)).build()),
            token(new JWTClaimsSet.Builder(claims("admin")).issuer("https://evil.example").build()),
            token(new JWTClaimsSet.Builder(claims("admin")).audience("another-service").build()),
            token(new JWTClaimsSet.Builder(claims("admin")).audience((String) null).build()),
            signed(claims("admin"), pair()),
            signedWithThePublicKeyAsSecret(),
            Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes())
                + "."
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(claims("admin").toString().getBytes())
                + ".",
            "noetl_",
            "noetl_000000000000_",
            "x");
    for (String token : bad) {
      assertThat(call(token, "GET", "/api/executions", null).status()).as(token).isEqualTo(401);
    }
  }

  @Test
  void whoCallsTooOftenIsToldToWait() {
    Map<String, Object> made =
        call(ADMIN, "POST", "/api/keys", Map.of("name", "busy", "role", "viewer")).object();
    String key = String.valueOf(made.get("key"));
    int last = 200;
    for (int i = 0; i < 400 && last == 200; i++) {
      last = call(key, "GET", "/api/brokers", null).status();
    }
    assertThat(last).isEqualTo(429);
    assertThat(call(ADMIN, "GET", "/api/brokers", null).status()).isEqualTo(200);
  }

  private TestServer.Reply call(String token, String method, String path, Object body) {
    return server.send(
        server.request(method, path, body).header("Authorization", "Bearer " + token));
  }

  private static JWTClaimsSet claims(String... roles) {
    return new JWTClaimsSet.Builder()
        .subject("ada")
        .issuer(ISSUER)
        .audience("noetl")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
        .claim("realm_access", Map.of("roles", List.of(roles)))
        .build();
  }

  private String token(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, provider);
  }

  private static String signed(JWTClaimsSet claims, KeyPair pair) throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    jwt.sign(new RSASSASigner(pair.getPrivate()));
    return jwt.serialize();
  }

  private String signedWithThePublicKeyAsSecret() throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims("admin"));
    jwt.sign(new MACSigner(provider.getPublic().getEncoded()));
    return jwt.serialize();
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
