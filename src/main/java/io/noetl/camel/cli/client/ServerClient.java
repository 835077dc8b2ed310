package io.noetl.camel.cli.client;

import io.noetl.camel.cli.output.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Calls a server's REST API. */
public final class ServerClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  // As long as the server may take: a start waits for nothing, a query may well run for minutes.
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(30);

  private final URI server;
  private final Optional<String> token;
  private final HttpClient http;

  /**
   * A client of one server.
   *
   * @param server its base URL, without {@code /api}
   * @param token sent as a bearer token; null for none
   */
  public ServerClient(URI server, @Nullable String token) {
    this.server = server;
    this.token = Optional.ofNullable(token);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if ("http".equals(server.getScheme())) {
      builder.sslContext(trustingNobody());
    }
    this.http = builder.build();
  }

  /** Reading the certificates of the world takes longer than most calls: not where none counts. */
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server's base URL. */
  public URI server() {
    return server;
  }

  /** Reads. */
  public Reply get(String path) {
    return send(request(path).GET());
  }

  /** Sends a JSON body. */
  public Reply post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.line(body), StandardCharsets.UTF_8)));
  }

  /** Sends nothing but the request. */
  public Reply post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  /** Deletes. */
  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  /** A catalog path or a name as part of a URL; its slashes stay. */
  public static String segments(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(REQUEST_TIMEOUT)
            .header("Accept", "application/json");
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new ServerUnreachable(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerUnreachable(server, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
