package io.noetl.camel.execution.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a request to a proxy. The connection serves this one request.
 *
 * @param isTunnel whether the client wants the connection itself (CONNECT)
 * @param host the server's name or address
 * @param head what to send to the server: request line and headers, without those for the proxy
 * @param authorization what the client sends to be let in
 */
record ProxyRequest(
    boolean isTunnel, String host, int port, String head, @Nullable String authorization) {
  private static final int MOST = 64 * 1024;

  /** A request that is none for a proxy. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Reads up to the empty line behind the headers, and no byte of what follows. */
  static ProxyRequest read(InputStream in) throws IOException, Unreadable {
    List<String> lines = lines(in);
    String[] request = lines.getFirst().split(" ", -1);
    if (request.length != 3) {
      throw new Unreadable("no request line");
    }
    boolean tunnel = request[0].equals("CONNECT");
    URI target = uri(tunnel ? "https://" + request[1] : request[1]);
    String host = target.getHost();
    if (host == null || (!tunnel && !"http".equals(target.getScheme()))) {
      throw new Unreadable("the target is no http URL and no host:port");
    }
    int port = target.getPort() >= 0 ? target.getPort() : tunnel ? 443 : 80;
    return new ProxyRequest(tunnel, host, port, head(request, target, lines), authorization(lines));
  }

  private static URI uri(String text) throws Unreadable {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Unreadable("the target is no URL");
    }
  }

  private static String head(String[] request, URI target, List<String> lines) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append("%s %s%s %s\r\n".formatted(request[0], path, query, request[2]));
    for (String line : lines.subList(1, lines.size())) {
      String name = name(line);
      if (!name.startsWith("proxy-") && !name.equals("connection") && !name.equals("keep-alive")) {
        head.append(line).append("\r\n");
      }
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  private static @Nullable String authorization(List<String> lines) {
    return lines.stream()
        .filter(line -> name(line).equals("proxy-authorization"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static String name(String line) {
    return line.split(":", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static List<String> lines(InputStream in) throws IOException, Unreadable {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = 0; read < MOST; read++) {
      int next = in.read();
      if (next < 0) {
        throw new Unreadable("the request ends in its headers");
      }
      if (next != '\n') {
        line.write(next);
        continue;
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        lines.add(text);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
    throw new Unreadable("the headers are too long");
  }
}
