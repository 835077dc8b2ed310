package io.noetl.camel.tool.http;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpToolTest {

  private final EchoServer server = new EchoServer();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Map<String, OpenCredential> stored = new LinkedHashMap<>();
  private HttpTool tool;

  @BeforeEach
  void start() {
    context.start();
    Credentials credentials = name -> Optional.ofNullable(stored.get(name));
    CredentialResolver resolver =
        new CredentialResolver(credentials, new SecretVariables(name -> null, Set.of()));
    HttpLimits limits =
        new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 100_000, 100, 100);
    tool = new HttpTool(context, resolver, limits, InstantSource.system(), Guards.local());
  }

  @AfterEach
  void stop() {
    context.stop();
    server.close();
  }

  private Outcome call(Object... pairs) throws InterruptedException {
    return tool.call(Calls.of("http", map(pairs)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return (Map<String, Object>) ((Outcome.Done) outcome).result();
  }

  /** What the server saw of a call of /echo. */
  @SuppressWarnings("unchecked")
  private Map<String, Object> echo(Object... pairs) throws InterruptedException {
    Map<String, Object> config = map("url", server.url("/echo"));
    config.putAll(map(pairs));
    return (Map<String, Object>) done(tool.call(Calls.of("http", config))).get("data");
  }

  private ToolError error(Object... pairs) throws InterruptedException {
    return ((Outcome.Failed) call(pairs)).error();
  }

  private static Object header(Map<String, Object> echo, String name) {
    return ((Map<?, ?>) echo.get("headers")).get(name);
  }

  @Test
  void aGetGivesTheEnvelope() throws Exception {
    server.on("/json", 200, "application/problem+json; charset=utf-8", "{\"a\": [1, 2.5, \"ü\"]}");
    Map<String, Object> result = done(call("url", server.url("/json?x=1")));
    assertThat(result.keySet()).containsExactly("status_code", "headers", "url", "elapsed", "data");
    assertThat(result)
        .containsEntry("status_code", 200L)
        .containsEntry("url", server.url("/json?x=1"))
        .containsEntry("data", Calls.value("{'a': [1, 2.5, 'ü']}"));
    assertThat(((Map<?, ?>) result.get("headers")).get("content-type"))
        .isEqualTo("application/problem+json; charset=utf-8");
    assertThat(((Map<?, ?>) result.get("headers")).keySet().toString()).doesNotContain("camel");
  }

  @Test
  void headersOfAnAnswerMeanNothingToCamel() throws Exception {
    server.on(
        "/hostile",
        exchange -> {
          for (String name :
              List.of(
                  "CamelHttpUri", "camelHttpPath", "CAMELHTTPMETHOD", "CamelHttpResponseCode")) {
            exchange.getResponseHeaders().set(name, "299");
          }
          exchange.sendResponseHeaders(200, -1);
        });
    assertThat(done(call("url", server.url("/hostile")))).containsEntry("status_code", 200L);
    assertThat(echo()).containsEntry("path", "/echo").containsEntry("method", "GET");
  }

  @Test
  void queryParametersAreEncodedAndListsRepeat() throws Exception {
    Map<String, Object> params =
        map(
            "q",
            "Zoë & co",
            "n",
            3L,
            "tag",
            List.of("a b", "c"),
            "none",
            null,
            "x",
            "{{env:HOME}}",
            "ok",
            true);
    assertThat(echo("params", params).get("query"))
        .isEqualTo("q=Zo%C3%AB%20%26%20co&n=3&tag=a%20b&tag=c&x=%7B%7Benv%3AHOME%7D%7D&ok=true");
    assertThat(
            echo("url", server.url("/echo?a=1"), "data", map("query", map("b", 2L))).get("query"))
        .isEqualTo("a=1&b=2");
    assertThat(echo("data", map("b", 2L)).get("query")).isEqualTo("b=2");
    assertThat(echo("method", "POST", "params", map("b", 2L)).get("query")).isEqualTo("b=2");
  }

  @Test
  void theAddressIsEncodedOnlyWhereItMustBe() throws Exception {
    Map<String, Object> seen =
        echo("url", server.url("/echo/ä b/{x}/%2F/a+b?q=ü x&y=%20&z=a+b#frag"));
    assertThat(seen.get("path")).isEqualTo("/echo/%C3%A4%20b/%7Bx%7D/%2F/a+b");
    assertThat(seen.get("query")).isEqualTo("q=%C3%BC%20x&y=%20&z=a+b");
  }

  @Test
  void aBodyIsJsonUnlessItsTypeSaysOtherwise() throws Exception {
    Map<String, Object> json =
        echo("method", "post", "payload", Calls.value("{'who': 'Zoë', 'list': [1]}"));
    assertThat(json.get("method")).isEqualTo("POST");
    assertThat(json.get("body")).isEqualTo("{\"who\":\"Zoë\",\"list\":[1]}");
    assertThat(header(json, "content-type")).isEqualTo("application/json");
    assertThat(echo("method", "PUT", "body", List.of(1L)).get("body")).isEqualTo("[1]");
    assertThat(echo("method", "PATCH", "json", map("a", null)).get("body"))
        .isEqualTo("{\"a\":null}");
    assertThat(echo("method", "DELETE", "payload", map("a", 1L)).get("body"))
        .isEqualTo("{\"a\":1}");
    assertThat(echo("method", "POST", "data", map("body", map("a", 1L))).get("body"))
        .isEqualTo("{\"a\":1}");
    assertThat(echo("method", "POST").get("body")).isEqualTo("{}");
    Map<String, Object> text = echo("method", "POST", "body", "plain ü");
    assertThat(text.get("body")).isEqualTo("plain ü");
    assertThat(header(text, "content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void formsAndPartsFollowTheContentType() throws Exception {
    Map<String, Object> form =
        echo(
            "method", "POST",
            "headers", map("Content-Type", "application/x-www-form-urlencoded"),
            "data", map("a", "x y", "b", List.of(1L, 2L)));
    assertThat(form.get("body")).isEqualTo("a=x%20y&b=1&b=2");

    Map<String, Object> parts =
        echo(
            "method", "POST",
            "headers", map("content-type", "multipart/form-data"),
            "payload",
                map(
                    "note",
                    "ü",
                    "file",
                    map("filename", "a.csv", "content", "x,y", "content_type", "text/csv")));
    assertThat(header(parts, "content-type").toString())
        .startsWith("multipart/form-data; ")
        .contains("boundary=");
    assertThat(parts.get("body").toString())
        .contains(
            "name=\"note\"",
            "ü",
            "name=\"file\"; filename=\"a.csv\"",
            "Content-Type: text/csv",
            "x,y");
  }

  @Test
  void headersAreTextAndNoneOfCamelsGetOut() throws Exception {
    Map<String, Object> seen =
        echo(
            "headers",
            map(
                "X-Run",
                7L,
                "X-List",
                List.of("a", "b"),
                "X-Name",
                "Zoë",
                "Content-Length",
                3L,
                "X-None",
                null));
    Map<?, ?> headers = (Map<?, ?>) seen.get("headers");
    assertThat(headers.get("x-run")).isEqualTo("7");
    assertThat(headers.get("x-list")).isEqualTo("a, b");
    assertThat(headers.keySet().toString()).doesNotContainIgnoringCase("camel");
    assertThat(headers.containsKey("x-none")).isFalse();
    assertThat(headers.get("user-agent")).isEqualTo("noetl-camel");

    assertThat(
            error("url", server.url("/echo"), "headers", map("CamelHttpUri", "http://evil"))
                .message())
        .isEqualTo("headers: 'CamelHttpUri' is no name of a header");
    assertThat(error("url", server.url("/echo"), "headers", map("X", "a\r\nY: b")).message())
        .isEqualTo("headers.X: the value has a line break");
  }

  @Test
  void theIdempotencyKeyIsTheCallsUnlessThePlaybookHasOne() throws Exception {
    assertThat(header(echo("method", "POST"), "idempotency-key")).isEqualTo("7/s/0");
    assertThat(
            header(
                echo("method", "POST", "headers", map("idempotency-key", "mine")),
                "idempotency-key"))
        .isEqualTo("mine");
  }

  @Test
  void argumentsReplaceOrExtendTheFields() throws Exception {
    Map<String, Object> config =
        map(
            "url",
            "http://nowhere.invalid/",
            "params",
            map("a", 1L, "b", 1L),
            "headers",
            map("X-A", "1"));
    Map<String, Object> args =
        map(
            "endpoint",
            server.url("/echo"),
            "params",
            map("b", 2L),
            "headers",
            map("X-B", "2"),
            "method",
            "POST",
            "payload",
            map("p", 1L));
    @SuppressWarnings("unchecked")
    Map<String, Object> seen =
        (Map<String, Object>) done(tool.call(Calls.of("http", config, args))).get("data");
    assertThat(seen).containsEntry("query", "a=1&b=2").containsEntry("body", "{\"p\":1}");
    assertThat(header(seen, "x-a")).isEqualTo("1");
    assertThat(header(seen, "x-b")).isEqualTo("2");
  }

  @Test
  void everyFormOfAuthAuthenticates() throws Exception {
    stored.put("tok", new OpenCredential("tok", "bearer", map("token", "t1")));
    stored.put(
        "user",
        new OpenCredential("user", "basic", map("username", "Aladdin", "password", "open sesame")));
    stored.put("api", new OpenCredential("api", "api_key", map("key", "X-Service", "value", "v1")));
    stored.put("heads", new OpenCredential("heads", "header", map("X-One", "1", "X-Two", 2L)));
    stored.put("db", new OpenCredential("db", "postgres", map("db_host", "h")));
    assertThat(header(echo("auth", "tok"), "authorization")).isEqualTo("Bearer t1");
    assertThat(header(echo("auth", map("type", "bearer", "key", "tok")), "authorization"))
        .isEqualTo("Bearer t1");
    assertThat(
            header(
                echo("auth", map("a", map("type", "bearer", "key", "tok"), "db", map("key", "db"))),
                "authorization"))
        .isEqualTo("Bearer t1");
    assertThat(header(echo("auth", map("type", "bearer", "token", "inline")), "authorization"))
        .isEqualTo("Bearer inline");
    assertThat(header(echo("credentials", "user"), "authorization"))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(header(echo("auth", "api"), "x-service")).isEqualTo("v1");
    assertThat(header(echo("auth", map("type", "api_key", "api_key", "v2")), "x-api-key"))
        .isEqualTo("v2");
    assertThat(
            echo("auth", map("type", "api_key", "value", "v3", "in", "query", "header_name", "k"))
                .get("query"))
        .isEqualTo("k=v3");
    assertThat(header(echo("auth", "heads"), "x-two")).isEqualTo("2");
    assertThat(header(echo("url", server.url("/echo").replace("//", "//u:p%40@")), "authorization"))
        .isEqualTo("Basic dTpwQA==");
    assertThat(
            error("url", server.url("/echo"), "auth", map("type", "kerberos", "realm", "x"))
                .message())
        .contains("authenticates no http request");
    assertThat(error("url", server.url("/echo"), "auth", "none").type())
        .isEqualTo("CredentialNotFound");
  }

  @Test
  void clientCredentialsFetchATokenOnceAndAnewWhenItIsRefused() throws Exception {
    server.on(
        "/token",
        exchange -> {
          String form =
              new String(
                  exchange.getRequestBody().readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8);
          EchoServer.answer(
              exchange,
              200,
              "application/json",
              "{\"access_token\": \"%s\", \"expires_in\": 3600}"
                  .formatted(
                      form.contains("client_secret=s%26")
                          ? "good" + server.requests.size()
                          : "bad"));
        });
    server.on("/refuses", 401, "text/plain", "who are you");
    stored.put(
        "oauth",
        new OpenCredential(
            "oauth",
            "oauth2_client_credentials",
            map(
                "client_id",
                "c",
                "client_secret",
                "s&",
                "token_url",
                server.url("/token"),
                "scope",
                "read")));
    assertThat(header(echo("auth", "oauth"), "authorization")).isEqualTo("Bearer good1");
    assertThat(header(echo("auth", "oauth"), "authorization")).isEqualTo("Bearer good1");
    call("url", server.url("/refuses"), "auth", "oauth");
    assertThat(header(echo("auth", "oauth"), "authorization")).isEqualTo("Bearer good5");
  }

  @Test
  void aStatusOutsideOf2xxFailsWithItsEnvelope() throws Exception {
    server.on("/gone", 404, "application/json", "{\"detail\": \"no such thing\"}");
    Outcome.Failed failed = (Outcome.Failed) call("url", server.url("/gone?api_key=s3cret"));
    assertThat(failed.error().status()).isEqualTo(404);
    assertThat(failed.error().type()).isEqualTo("HttpStatus");
    assertThat(failed.error().message())
        .isEqualTo(
            "GET " + server.url("/gone?api_key=*** answered 404: {\"detail\":\"no such thing\"}"));
    assertThat(((Map<?, ?>) failed.result()).get("data")).isEqualTo(map("detail", "no such thing"));
    assertThat(failed.toString()).doesNotContain("s3cret");
  }

  @Test
  void a503IsOneRequestAndNoRetryOfTheClients() throws Exception {
    server.on("/busy", 503, "text/plain", "later");
    assertThat(error("url", server.url("/busy")).status()).isEqualTo(503);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  @SuppressWarnings("unchecked")
  void redirectsAreFollowedOnlyWhenAskedAndNeverWithSecretsElsewhere() throws Exception {
    try (EchoServer other = new EchoServer()) {
      server.on("/moved", exchange -> redirect(exchange, "/echo?here"));
      server.on("/away", exchange -> redirect(exchange, other.url("/echo?there")));
      assertThat(error("url", server.url("/moved")).message()).contains("follow_redirects: true");
      assertThat(done(call("url", server.url("/moved"), "follow_redirects", true)).toString())
          .contains("query=here");
      assertThat(done(call("url", server.url("/away"), "follow_redirects", "true")).toString())
          .contains("query=there");
      stored.put("tok", new OpenCredential("tok", "bearer", Map.of("token", "bearer-1234")));
      Map<String, Object> there =
          map(
              "url",
              server.url("/away"),
              "follow_redirects",
              true,
              "headers",
              map(
                  "X-Trace", "t-1",
                  "X-Copy", "it is {{ not rendered here }} bearer-1234",
                  "Cookie", "sid=1"),
              "auth",
              "tok");
      Map<String, Object> seen =
          (Map<String, Object>) done(tool.call(Calls.of("http", there))).get("data");
      assertThat(header(seen, "x-trace")).isEqualTo("t-1");
      assertThat(seen.toString()).doesNotContain("authorization", "bearer-1234", "sid=1");
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void redirectsKeepWhatBrowsersKeep() throws Exception {
    server.on(
        "/status",
        exchange -> {
          int status = Integer.parseInt(exchange.getRequestURI().getQuery());
          exchange.getResponseHeaders().add("Set-Cookie", "seen=" + status + "; Path=/echo");
          exchange.getResponseHeaders().add("Set-Cookie", "other=1; Path=/elsewhere");
          exchange.getResponseHeaders().set("Location", "echo?after=" + status);
          EchoServer.answer(exchange, status, "text/plain", "moved");
        });
    stored.put("tok", new OpenCredential("tok", "bearer", Map.of("token", "bearer-1234")));
    for (int status : List.of(301, 302, 303, 307, 308)) {
      Map<String, Object> seen =
          (Map<String, Object>)
              done(call(
                      "url",
                      server.url("/status?" + status),
                      "method",
                      "POST",
                      "json",
                      map("a", 1L),
                      "headers",
                      map("X-Own", "own", "Cookie", "mine=1"),
                      "auth",
                      "tok",
                      "follow_redirects",
                      true))
                  .get("data");
      boolean repeated = status > 303;
      assertThat(seen).containsEntry("method", repeated ? "POST" : "GET");
      assertThat(seen).containsEntry("query", "after=" + status);
      assertThat(seen).containsEntry("body", repeated ? "{\"a\":1}" : "");
      assertThat(header(seen, "authorization")).isEqualTo("Bearer bearer-1234");
      assertThat(header(seen, "x-own")).isEqualTo("own");
      assertThat(header(seen, "cookie")).isEqualTo("mine=1; seen=" + status);
      assertThat(header(seen, "content-type") != null).isEqualTo(repeated);
    }
    assertThat(
            done(call(
                    "url",
                    server.url("/status?302"),
                    "method",
                    "PUT",
                    "json",
                    map("a", 1L),
                    "follow_redirects",
                    true))
                .toString())
        .contains("method=PUT");
  }

  @Test
  void circlesOfRedirectsEnd() throws Exception {
    server.on("/round", exchange -> redirect(exchange, "/round"));
    assertThat(error("url", server.url("/round"), "follow_redirects", true).message())
        .contains("redirected more than 20 times");
    server.on("/ftp", exchange -> redirect(exchange, "ftp://127.0.0.1/x"));
    assertThat(error("url", server.url("/ftp"), "follow_redirects", true).message())
        .contains("ftp://127.0.0.1/x");
  }

  @Test
  void whatIsAcceptedCanBeRead() throws Exception {
    assertThat(header(echo(), "accept-encoding").toString()).doesNotContain("br", "zstd");
  }

  @Test
  void aGetSendsItsBody() throws Exception {
    Map<String, Object> seen = echo("json", map("query", map("match_all", map())));
    assertThat(seen).containsEntry("method", "GET");
    assertThat(seen).containsEntry("body", "{\"query\":{\"match_all\":{}}}");
    assertThat(header(seen, "content-type")).isEqualTo("application/json");
    assertThat(error("url", server.url("/echo"), "method", "HEAD", "json", map("a", 1L)).message())
        .contains("a body with method: HEAD");
  }

  @Test
  void namesOfPartsAndFormsAreUtf8() throws Exception {
    Map<String, Object> parts =
        echo(
            "method", "POST",
            "headers", map("content-type", "multipart/form-data"),
            "payload", map("größe", "1", "f", map("filename", "日本.csv", "content", "x")));
    assertThat(parts.get("body").toString()).contains("name=\"größe\"", "filename=\"日本.csv\"");
    Map<String, Object> form =
        echo(
            "method", "POST",
            "headers", map("content-type", "application/x-www-form-urlencoded"),
            "payload", map("größe", "ü"));
    assertThat(form.get("body")).isEqualTo("gr%C3%B6%C3%9Fe=%C3%BC");
  }

  private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to)
      throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    EchoServer.answer(exchange, 302, "text/plain", "");
  }

  @Test
  void bodiesThatAreNoJsonAreTextOrBase64() throws Exception {
    server.on(
        "/latin",
        exchange ->
            EchoServer.answer(
                exchange, 200, "text/plain; charset=iso-8859-1", new byte[] {(byte) 0xe4}));
    server.on(
        "/png", exchange -> EchoServer.answer(exchange, 200, "image/png", new byte[] {1, 2, 3}));
    server.on(
        "/bytes",
        exchange ->
            EchoServer.answer(exchange, 200, "application/octet-stream", new byte[] {(byte) 0xff}));
    server.on("/broken", 200, "application/json", "{broken");
    server.on("/empty", 204, "text/plain", "");
    assertThat(done(call("url", server.url("/latin")))).containsEntry("data", "ä");
    assertThat(done(call("url", server.url("/png"))))
        .containsEntry("data", "AQID")
        .containsEntry("data_encoding", "base64");
    assertThat(done(call("url", server.url("/bytes")))).containsEntry("data", "/w==");
    assertThat(done(call("url", server.url("/broken")))).containsEntry("data", "{broken");
    assertThat(done(call("url", server.url("/empty"))))
        .containsEntry("data", "")
        .containsEntry("status_code", 204L);
    assertThat(done(call("url", server.url("/echo"), "method", "HEAD"))).containsEntry("data", "");
  }

  @Test
  void aResponseWithoutEndIsGivenUp() throws Exception {
    server.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[8192]);
          }
        });
    assertThat(error("url", server.url("/endless")).type()).isEqualTo("ResponseTooLarge");
  }

  @Test
  void networkFailuresAreRequestErrors() throws Exception {
    ToolError refused = error("url", "http://127.0.0.1:1/x?token=s3cret");
    assertThat(refused.type()).isEqualTo("ConnectError");
    assertThat(refused.message())
        .startsWith(
            "Request error: GET http://127.0.0.1:1/x?token=***: no connection to 127.0.0.1:1");
    assertThat(error("url", "http://no-such-host.invalid/").message())
        .contains("The host 'no-such-host.invalid' has no address");
    assertThat(error("url", "ftp://x/").message())
        .isEqualTo(
            "Request error: url 'ftp://x/' (expected: http://host/path or https://host/path)");
    assertThat(error("method", "GET").message()).isEqualTo("http: endpoint or url is missing");
    assertThat(error("url", server.url("/"), "method", "FETCH").message())
        .startsWith("method: 'FETCH' (expected: one of [DELETE, GET");
  }

  @Test
  void theTimeoutCoversTheWholeAnswer() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.on("/slow", exchange -> await(end));
    assertThat(error("url", server.url("/slow"), "timeout", 0.2).type()).isEqualTo("Timeout");
    assertThat(error("url", server.url("/slow"), "timeout", "soon").message())
        .isEqualTo("timeout: soon (expected: a number of seconds > 0)");
    end.countDown();
  }

  @Test
  void anInterruptGivesTheRequestUp() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.on(
        "/waits",
        exchange -> {
          arrived.countDown();
          await(end);
        });
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    call("url", server.url("/waits"));
                    thrown.complete(null);
                  } catch (Throwable e) {
                    thrown.complete(e);
                  }
                });
    arrived.await();
    caller.interrupt();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    end.countDown();
  }

  @Test
  void hostsThatTheGuardDeniesAreNotCalledNorRedirectedTo() throws Exception {
    server.on("/metadata", exchange -> redirect(exchange, "http://169.254.169.254/latest"));
    ToolError direct = error("url", "http://169.254.169.254/latest");
    assertThat(direct.type()).isEqualTo("Denied");
    assertThat(direct.message()).contains("'169.254.169.254' is a link-local or metadata address");
    assertThat(error("url", server.url("/metadata"), "follow_redirects", true).type())
        .isEqualTo("Denied");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void manyRequestsRunAtOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(50);
    server.on(
        "/together",
        exchange -> {
          all.countDown();
          await(all);
          EchoServer.answer(exchange, 200, "text/plain", "ok");
        });
    List<CompletableFuture<Object>> calls = new java.util.ArrayList<>();
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Object> result = new CompletableFuture<>();
      calls.add(result);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  result.complete(done(call("url", server.url("/together"))).get("data"));
                } catch (Throwable e) {
                  result.completeExceptionally(e);
                }
              });
    }
    for (CompletableFuture<Object> result : calls) {
      assertThat(result.get()).isEqualTo("ok");
    }
  }
}
