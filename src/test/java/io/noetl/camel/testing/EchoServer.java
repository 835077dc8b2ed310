package io.noetl.camel.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.tool.ToolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A real HTTP server on a free port. {@code /echo} answers what it was sent as JSON: {@code method,
 * path, query} (raw), {@code headers} (names in lower case) and {@code body} (text). Others are
 * added by {@link #on}.
 */
public final class EchoServer implements AutoCloseable {

  private final HttpServer server;

  /** The requests so far: method and raw URI. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public EchoServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    on(
        "/echo",
        exchange -> answer(exchange, 200, "application/json", ToolJson.write(seen(exchange))));
    server.start();
  }

  /** What answers a path. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** Adds an answer for a path and those below it. */
  public void on(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            answer.to(exchange);
          }
        });
  }

  /** Adds a path that answers a text. */
  public void on(String path, int status, String contentType, String body) {
    on(path, exchange -> answer(exchange, status, contentType, body));
  }

  public static void answer(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    answer(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static void answer(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, Object> seen(HttpExchange exchange) throws IOException {
    Map<String, Object> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("method", exchange.getRequestMethod());
    seen.put("path", exchange.getRequestURI().getRawPath());
    seen.put("query", exchange.getRequestURI().getRawQuery());
    seen.put("headers", headers);
    seen.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    return seen;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
