package io.noetl.camel.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noetl.camel.testing.EchoServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the suite's playbooks call: {@code /flaky/KEY/N} fails N times with 503, {@code /status/N},
 * {@code /code.py}, {@code /query.sql}, {@code /pages?page=N} has three pages of two items.
 */
final class FlakyPaths {
  private FlakyPaths() {}

  static void addTo(EchoServer echo) {
    echo.on("/code.py", 200, "text/x-python", "def main(n):\n    return {'twice': n * 2}\n");
    echo.on("/query.sql", 200, "application/sql", "SELECT 40 + 2 AS n;\n");
    Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    echo.on(
        "/flaky/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          int failures = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
          int call = calls.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
          EchoServer.answer(
              exchange,
              call <= failures ? 503 : 200,
              "application/json",
              "{\"attempt\": " + call + "}");
        });
    echo.on(
        "/status/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          EchoServer.answer(
              exchange,
              Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)),
              "application/json",
              "{\"said\": true}");
        });
    echo.on(
        "/pages",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          int page = Integer.parseInt(query.replaceAll(".*page=(\\d+).*", "$1"));
          EchoServer.answer(
              exchange,
              200,
              "application/json",
              "{\"items\": [%d, %d], \"page\": %d, \"more\": %b}"
                  .formatted(page * 2 - 1, page * 2, page, page < 3));
        });
    echo.on(
        "/token",
        exchange -> {
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean known = form.contains("grant_type=client_credentials");
          EchoServer.answer(
              exchange,
              known ? 200 : 401,
              "application/json",
              known
                  ? "{\"access_token\": \"token-by-oauth2-123\", \"expires_in\": 3600}"
                  : "{\"error\": \"%s\"}".formatted(form));
        });
  }
}
