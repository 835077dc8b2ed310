package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** People sign in at an OpenID Connect provider, and nobody else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(TestServer.WITH_HAWTIO)
class ProviderLoginTest {
  private final SignInProvider provider = new SignInProvider();
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server =
        TestServer.startWithFakeEngine(
            data,
            TestServer.WITH_HAWTIO,
            "--noetl.access.mode=locked",
            "--noetl.access.login.issuer=" + provider.issuer(),
            "--noetl.access.login.client-id=" + SignInProvider.CLIENT,
            "--noetl.access.login.client-secret=" + SignInProvider.SECRET,
            "--noetl.access.login.name=the company's login");
  }

  @AfterAll
  void stop() {
    server.close();
    provider.close();
  }

  @Test
  void whoSignsInHasTheRoleOfTheIdTokenAndChangesNothingWithoutTheHeader() {
    Browser browser = new Browser();
    Map<String, String> asked = browser.begin();
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", SignInProvider.CLIENT)
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(browser.cookie(PendingLogins.COOKIE).isHttpOnly()).isTrue();

    String location = browser.comesBack(provider.code(asked, claims -> claims, true), asked);

    assertThat(location).endsWith("/ui/executions");
    assertThat(browser.get("/api/whoami").body())
        .contains("\"name\":\"user:ada\"", "\"role\":\"editor\"");
    assertThat(browser.change(false).statusCode()).isEqualTo(403);
    assertThat(browser.change(true).statusCode()).isEqualTo(200);
    // Hawtio is for administrators.
    assertThat(browser.get("/actuator/jolokia/version").statusCode()).isEqualTo(403);
    assertThat(provider.refused).isEmpty();
    assertThat(provider.wasAskedFor("/userinfo")).isFalse();

    assertThat(browser.post("/logout").statusCode()).isEqualTo(204);
    assertThat(browser.get("/api/whoami").statusCode()).isEqualTo(401);
  }

  @Test
  void anAdministratorSeesHawtio() {
    Browser browser = new Browser();
    Map<String, String> asked = browser.begin();

    browser.comesBack(provider.code(asked, claims -> roles(claims, "admin"), true), asked);

    assertThat(browser.get("/actuator/jolokia/version").statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> refused() {
    Instant past = Instant.now().minusSeconds(3600);
    return Stream.of(
        refused("of another issuer", claims -> claims.issuer("https://evil.example"), true),
        refused("for another audience", claims -> claims.audience("other"), true),
        refused("with another nonce", claims -> claims.claim("nonce", "other"), true),
        refused("without a nonce", claims -> claims.claim("nonce", null), true),
        refused("that has ended", claims -> claims.expirationTime(Date.from(past)), true),
        refused("without a subject", claims -> claims.subject(null), true),
        refused("of an empty subject", claims -> claims.subject(""), true),
        refused("of another key", claims -> claims, false));
  }

  private static Arguments refused(
      String what, UnaryOperator<JWTClaimsSet.Builder> claims, boolean ourKey) {
    return Arguments.of(what, claims, ourKey);
  }

  @ParameterizedTest(name = "an ID token {0}")
  @MethodSource("refused")
  void aWrongIdTokenLetsNobodyIn(
      String what, UnaryOperator<JWTClaimsSet.Builder> claims, boolean ourKey) {
    Browser browser = new Browser();
    Map<String, String> asked = browser.begin();

    String location = browser.comesBack(provider.code(asked, claims, ourKey), asked);

    assertThat(location).as(what).endsWith("/ui/login?error=provider");
    assertThat(browser.get("/api/whoami").statusCode()).isEqualTo(401);
  }

  @Test
  void whoHasNoRoleOfOursStaysOut() {
    for (List<String> roles :
        List.of(
            List.<String>of(), List.of("owner"), List.of("noetl-admins"), List.of("\u0430dmin"))) {
      Browser browser = new Browser();
      Map<String, String> asked = browser.begin();

      String location =
          browser.comesBack(
              provider.code(asked, claims -> claims.claim("roles", roles), true), asked);

      assertThat(location).as(roles.toString()).endsWith("/ui/login?error=role");
      assertThat(browser.get("/api/whoami").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aLoginIsOfTheBrowserThatBeganItAndGoodOnce() {
    Browser ada = new Browser();
    Map<String, String> asked = ada.begin();
    Browser eve = new Browser();
    eve.begin();
    String code = provider.code(asked, claims -> claims, true);

    assertThat(eve.comesBack(code, asked)).endsWith("/ui/login?error=provider");
    assertThat(eve.get("/api/whoami").statusCode()).isEqualTo(401);
    assertThat(ada.comesBack(code, Map.of("state", "guessed")))
        .endsWith("/ui/login?error=provider");
    assertThat(ada.comesBack(code, asked)).endsWith("/ui/executions");
    assertThat(ada.comesBack(provider.code(asked, claims -> claims, true), asked))
        .endsWith("/ui/login?error=provider");
  }

  @Test
  void aSessionEndsThoughItIsUsed() {
    Browser browser = new Browser();
    Map<String, String> asked = browser.begin();

    String location =
        browser.comesBack(
            provider.code(
                asked,
                claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(9 * 3600))),
                true),
            asked);

    assertThat(location).contains("/ui/login?error=");
    assertThat(browser.get("/api/whoami").statusCode()).isEqualTo(401);
  }

  @Test
  void theWayIsToldToThePageOfTheLogin() {
    assertThat(server.get("/api/login").text())
        .contains("the company's login", "/oauth2/authorization/provider");
    assertThat(Browser.location(new Browser().get("/oauth2/authorization/other")))
        .endsWith("/ui/login?error=provider");
  }

  @Test
  void aReplyThatIsNoneLeadsBackToThePageOfTheLogin() {
    Browser browser = new Browser();
    Map<String, String> asked = browser.begin();

    String location = browser.comesBack(provider.codeForAnIdTokenThatIsANumber(), asked);

    assertThat(location).endsWith("/ui/login?error=provider");
    assertThat(browser.get("/api/whoami").statusCode()).isEqualTo(401);
  }

  @Test
  void aProviderThatDoesNotAnswerIsToldOnThePageOfTheLogin(@TempDir Path data) {
    SignInProvider gone = new SignInProvider();
    gone.close();
    try (TestServer other =
        TestServer.startWithFakeEngine(
            data,
            "--noetl.access.mode=locked",
            "--noetl.access.login.issuer=" + gone.issuer(),
            "--noetl.access.login.client-id=" + SignInProvider.CLIENT)) {
      assertThat(Browser.location(new Browser(other).get("/oauth2/authorization/provider")))
          .endsWith("/ui/login?error=provider");
    }
  }

  private static JWTClaimsSet.Builder roles(JWTClaimsSet.Builder claims, String... roles) {
    return claims.claim("roles", List.of(roles));
  }

  /** What keeps cookies and follows nothing by itself. */
  private final class Browser {
    private final TestServer of;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Browser() {
      this(server);
    }

    Browser(TestServer of) {
      this.of = of;
    }

    /** Chooses the provider; what the browser is sent there with. */
    Map<String, String> begin() {
      HttpResponse<String> reply = get("/oauth2/authorization/provider");
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(302);
      String location = location(reply);
      assertThat(location).startsWith(provider.issuer() + "/authorize?");
      return SignInProvider.parameters(location.substring(location.indexOf('?') + 1));
    }

    String comesBack(String code, Map<String, String> asked) {
      HttpResponse<String> reply =
          get("/login/oauth2/code/provider?code=" + code + "&state=" + asked.get("state"));
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(302);
      return location(reply);
    }

    HttpResponse<String> get(String path) {
      return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    HttpResponse<String> post(String path) {
      return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> change(boolean withToken) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri("/api/playbook-tests/suites/of-ada"))
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{}"));
      if (withToken) {
        request.header("X-XSRF-TOKEN", cookie("XSRF-TOKEN").getValue());
      }
      return send(request);
    }

    HttpCookie cookie(String name) {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no cookie " + name));
    }

    private static String location(HttpResponse<String> reply) {
      return reply.headers().firstValue("Location").orElseThrow();
    }

    private URI uri(String path) {
      return URI.create("http://127.0.0.1:" + of.port() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
      try {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
