package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as it is for others: by key, or by a token of the identity provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(TestServer.WITH_HAWTIO)
class LockedServerTest {
  private static final String ISSUER = "https://login.example.org";
  private static final String ADMIN = "the-key-of-the-operator-0123456789";

  private final KeyPair provider = pair();
  private Path data;
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    data = folder;
    Path pem = data.resolve("provider.pem");
    Files.writeString(
        pem,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(provider.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    server =
        TestServer.startWithFakeEngine(
            data,
            TestServer.WITH_HAWTIO,
            "--noetl.access.mode=locked",
            "--noetl.access.admin-key-file="
                + Files.writeString(data.resolve("operators.key"), ADMIN + "\n"),
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
            token(new JWTClaimsSet.Builder(claims("admin")).expirationTime(null).build()),
            token(new JWTClaimsSet.Builder(claims("admin")).subject(null).build()),
            token(new JWTClaimsSet.Builder(claims("admin")).subject(" ").build()),
            // their capitals are those of our roles
            token(claims("ADM\u0131N")),
            token(claims("adm\u0131n")),
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "of ci\r\nSet-Cookie: a=b",
        "of \u001b]52;c;ZXZpbA==\u0007ci",
        "of \u202Eci",
        "of\u2028ci",
        "of\u0085ci",
        "of\u200Bci",
        " "
      })
  void aKeysNameIsSeenAsItIs(String name) {
    TestServer.Reply reply =
        call(ADMIN, "POST", "/api/keys", Map.of("name", name, "role", "viewer"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.text()).contains("without control characters");
  }

  @Test
  void aMemberIsGivenOnce() {
    for (String body :
        List.of(
            "{\"name\": \"twice\", \"role\": \"viewer\", \"role\": \"admin\"}",
            "{\"name\": \"twice\", \"role\": \"viewer\", \"r\\u006fle\": \"admin\"}")) {
      TestServer.Reply reply = call(ADMIN, "POST", "/api/keys", body);

      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.text()).contains("Duplicate field 'role'");
    }
    assertThat(
            call(
                    ADMIN,
                    "POST",
                    "/api/execute",
                    "{\"path\": \"x\", \"payload\": {\"a\": [{\"b\": 1, \"b\": 2}]}}")
                .text())
        .contains("Duplicate field 'b'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//actuator",
        "//actuator/jolokia",
        "/actuator//jolokia",
        "/%61ctuator/jolokia",
        "/api/%2e%2e/actuator/jolokia",
        "/actuator;x=y/jolokia",
        "/api/..;/actuator/jolokia",
        "/./actuator/jolokia",
        "/api//executions",
        "/actuator/../api/executions",
        "/api/%2e%2e/actuator",
        "/api/executions;x=1",
        "/api/%00",
        "/%2F%2Factuator",
        "/api/exec%0d%0autions"
      })
  void aPathThatIsWrittenOddlyIsTheClientsMistake(String path) throws IOException {
    assertThat(statusOf(path)).isBetween(400, 404);
  }

  @Test
  void aHeaderWithAControlCharacterIsTheClientsMistake() throws IOException {
    assertThat(statusOf("/api/executions", "Idempotency-Key: a\u0085b")).isEqualTo(400);
  }

  @Test
  void theConsoleCallsNoOtherServer() throws IOException {
    String login = "admin:" + Files.readString(data.resolve("console.password")).strip();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      elsewhere.setSoTimeout(300);
      String port = "127.0.0.1:" + elsewhere.getLocalPort();
      for (String url :
          List.of(
              "service:jmx:rmi:///jndi/rmi://" + port + "/jmxrmi",
              "service:jmx:rmi://" + port + "/stub/rO0ABQ==",
              "service:jmx:iiop:///jndi/ldap://" + port + "/x")) {
        // answered, if at all, with what this server itself knows
        var _ =
            server.send(
                server
                    .request(
                        "POST",
                        "/actuator/jolokia/",
                        Map.of(
                            "type",
                            "read",
                            "mbean",
                            "java.lang:type=Memory",
                            "target",
                            Map.of("url", url)))
                    .header("Authorization", "Basic " + basic));
      }
      assertThatThrownBy(elsewhere::accept).isInstanceOf(SocketTimeoutException.class);
    }
    assertThatThrownBy(() -> Class.forName("org.jolokia.service.jsr160.Jsr160RequestHandler"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void somebodyWhoSignsInHasASessionOfThatRoleAndChangesNothingByACookieAlone() {
    Map<String, String> ada =
        Map.of("name", "ada", "role", "operator", "password", "a long enough one");
    assertThat(call(ADMIN, "POST", "/api/users", ada).status()).isEqualTo(200);
    assertThat(call(ADMIN, "POST", "/api/users", ada).status()).isEqualTo(409);
    assertThat(
            call(
                    ADMIN,
                    "POST",
                    "/api/users",
                    Map.of("name", "bob", "role", "viewer", "password", "short"))
                .status())
        .isEqualTo(422);
    assertThat(call(ADMIN, "GET", "/api/users", null).text())
        .contains("\"name\":\"ada\"")
        .doesNotContain("password");

    assertThat(signIn("ada", "another long one").status()).isEqualTo(401);
    assertThat(server.get("/api/whoami").status()).isEqualTo(401);
    String session = cookie(signIn("ada", "a long enough one"), "JSESSIONID");
    TestServer.Reply who = session(session, "GET", "/api/whoami", null);
    assertThat(who.object()).containsEntry("name", "user:ada").containsEntry("role", "operator");
    String token = cookie(who, "XSRF-TOKEN");

    assertThat(session(session, "POST", "/api/executions/cleanup", null).status()).isEqualTo(403);
    assertThat(session(session, "POST", "/api/executions/cleanup", "forged").status())
        .isEqualTo(403);
    assertThat(session(session, "POST", "/api/executions/cleanup", token).status()).isEqualTo(200);
    assertThat(session(session, "POST", "/api/keys", token).status()).isEqualTo(403);
    assertThat(session(session, "GET", "/actuator/hawtio/index.html", null).status())
        .as("Hawtio is for administrators")
        .isEqualTo(403);

    assertThat(session(session, "POST", "/logout", token).status()).isEqualTo(204);
    assertThat(session(session, "GET", "/api/whoami", null).status()).isEqualTo(401);
    assertThat(call(ADMIN, "DELETE", "/api/users/ada", null).status()).isEqualTo(200);
    assertThat(signIn("ada", "a long enough one").status()).isEqualTo(401);
  }

  @Test
  void theSessionOfOneWhoIsTakenOffIsWorthNothing() {
    Map<String, String> eve =
        Map.of("name", "eve", "role", "admin", "password", "a long enough one");
    call(ADMIN, "POST", "/api/users", eve);
    String session = cookie(signIn("eve", "a long enough one"), "JSESSIONID");
    assertThat(session(session, "GET", "/api/keys", null).status()).isEqualTo(200);
    assertThat(session(session, "GET", "/actuator/hawtio/index.html", null).status())
        .isEqualTo(200);

    call(ADMIN, "DELETE", "/api/users/eve", null);
    assertThat(session(session, "GET", "/api/keys", null).status()).isEqualTo(401);
    assertThat(session(session, "GET", "/actuator/hawtio/index.html", null).status())
        .isEqualTo(403);

    call(ADMIN, "POST", "/api/users", eve);
    assertThat(session(session, "GET", "/api/keys", null).status())
        .as("another one of the same name")
        .isEqualTo(401);
  }

  @Test
  void aPathThatEndsWithASlashIsTheClientsMistake() throws IOException {
    assertThat(statusOf("/api/catalog/")).isEqualTo(404);
    assertThat(statusOf("/api/catalog/get/")).isEqualTo(404);
    assertThat(server.post("/api/hooks/", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void aMethodThatServletsDoNotKnowIsTheClientsMistake() throws IOException {
    String password = Files.readString(data.resolve("console.password")).strip();
    String session = cookie(signIn("admin", password), "JSESSIONID");
    assertThat(session(session, "PATCH", "/actuator/jolokia", null).status()).isEqualTo(405);
  }

  @Test
  void theFirstAdministratorHasOneSessionForTheConsoleTheApiAndHawtio() throws IOException {
    String password = Files.readString(data.resolve("console.password")).strip();
    String session = cookie(signIn("admin", password), "JSESSIONID");
    assertThat(session(session, "GET", "/api/whoami", null).object())
        .containsEntry("role", "admin");
    assertThat(session(session, "GET", "/actuator/hawtio/index.html", null).status())
        .isEqualTo(200);
  }

  @Test
  void thePagesOfTheConsoleRunNothingThatTheyDoNotComeWith() {
    TestServer.Reply page = server.get("/ui/executions");
    assertThat(page.headers().get("content-security-policy").getFirst())
        .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'self'")
        .doesNotContain("unsafe")
        .doesNotContain("data:")
        .doesNotContain("*");
    assertThat(page.headers().get("x-content-type-options")).containsExactly("nosniff");
    assertThat(page.headers().get("x-frame-options")).containsExactly("SAMEORIGIN");
    assertThat(page.headers().get("referrer-policy")).containsExactly("same-origin");
    assertThat(page.headers()).containsKey("permissions-policy");
    TestServer.Reply start =
        server.send(server.request("GET", "/", null).header("Accept", "text/html"));
    assertThat(start.status()).isEqualTo(302);
    assertThat(start.headers().get("location").getFirst()).endsWith("/ui/");
    TestServer.Reply led = server.get("/ui/");
    assertThat(led.status()).isEqualTo(page.status());
    assertThat(led.text()).isEqualTo(page.text());
    assertThat(server.get("/").status()).as("for programs").isEqualTo(401);
  }

  private TestServer.Reply signIn(String name, String password) {
    return server.send(
        server
            .request("GET", "/login", null)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "username=" + name + "&password=" + password.replace(' ', '+'))));
  }

  private TestServer.Reply session(String session, String method, String path, String token) {
    HttpRequest.Builder request = server.request(method, path, method.equals("POST") ? "{}" : null);
    String cookies = "JSESSIONID=" + session;
    if (token != null) {
      // a page of another site can't read the cookie, so that it does not know what to send
      request.header("X-XSRF-TOKEN", token);
      cookies += "; XSRF-TOKEN=" + (token.equals("forged") ? "other" : token);
    }
    return server.send(request.header("Cookie", cookies));
  }

  private static String cookie(TestServer.Reply reply, String name) {
    return reply.headers().getOrDefault("set-cookie", List.of()).stream()
        .filter(text -> text.startsWith(name + "="))
        .map(text -> text.substring(name.length() + 1).split(";", 2)[0])
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + reply));
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

  /** Without a client that writes the path properly. */
  private int statusOf(String path) throws IOException {
    return statusOf(path, "X-Nothing: x");
  }

  private int statusOf(String path, String header) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\nConnection: close\r\n\r\n"
              .formatted(path, ADMIN, header);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(reply.split(" ", 3)[1]);
    }
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
