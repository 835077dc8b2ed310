package io.noetl.camel.cli.client;

import io.noetl.camel.cli.output.PrintedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls a server's REST API. By {@link HttpURLConnection}: {@code java.net.http} takes longer to
 * start than most calls last.
 */
public final class ServerClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  // As long as the server may take: a start waits for nothing, a query may well run for minutes.
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(30);

  private final URI server;
  private final Optional<String> token;
  private @Nullable HttpURLConnection last;

  /**
   * A client of one server.
   *
   * @param server its base URL, without {@code /api}
   * @param token sent as a bearer token; null for none
   */
  public ServerClient(URI server, @Nullable String token) {
    this.server = server;
    this.token = Optional.ofNullable(token);
  }

  /** The server's base URL. */
  public URI server() {
    return server;
  }

  /** Reads. */
  public Reply get(String path) {
    return send("GET", path, null, null);
  }

  /** Sends a JSON body. */
  public Reply post(String path, Object body) {
    return send(
        "POST", path, "application/json", PrintedJson.line(body).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a JSON body that takes the place of what is there. */
  public Reply put(String path, Object body) {
    return send(
        "PUT", path, "application/json", PrintedJson.line(body).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends nothing but the request: without a type it would be called a form, which is refused. */
  public Reply post(String path) {
    return send("POST", path, "application/json", new byte[0]);
  }

  /** Deletes. */
  public Reply delete(String path) {
    return send("DELETE", path, null, null);
  }

  /** A catalog path or a name as part of a URL; its slashes stay. */
  public static String segments(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private Reply send(
      String method, String path, @Nullable String contentType, byte @Nullable [] body) {
    URI target = URI.create(server + path);
    try {
      HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection();
      last = call;
      call.setRequestMethod(method);
      call.setInstanceFollowRedirects(false);
      call.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      call.setReadTimeout(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
      call.setRequestProperty("Accept", "application/json");
      token.ifPresent(value -> call.setRequestProperty("Authorization", "Bearer " + value));
      if (contentType != null) {
        call.setRequestProperty("Content-Type", contentType);
      }
      if (body != null) {
        call.setDoOutput(true);
        try (OutputStream out = call.getOutputStream()) {
          out.write(body);
        }
      }
      return reply(call);
    } catch (IOException e) {
      throw new ServerUnreachable(server, e);
    }
  }

  /** Lets the connection go. */
  @Override
  public void close() {
    if (last != null) {
      last.disconnect();
    }
  }

  private static Reply reply(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    if (status < 0) {
      throw new IOException("what answers does not speak HTTP");
    }
    InputStream answer = status < 400 ? call.getInputStream() : call.getErrorStream();
    if (answer == null) {
      return new Reply(status, "");
    }
    try (answer) {
      return new Reply(status, new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
