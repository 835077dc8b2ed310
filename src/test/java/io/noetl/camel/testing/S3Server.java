package io.noetl.camel.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * As much of an S3 server as DuckDB needs: objects in memory, uploads in parts, ranges, listings.
 * It takes any signature that names its key.
 */
public final class S3Server implements AutoCloseable {
  private static final int PAGE = 1000;

  /** The objects by path. */
  public final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /** When all of them were written. */
  public volatile String modified = "2026-01-01T00:00:00.000Z";

  /** Answers each listing in its place; null where the server lists. */
  public volatile @Nullable String answer;

  /** Pages of listings that were asked for. */
  public final AtomicInteger pages = new AtomicInteger();

  private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final String keyId;
  private final HttpServer server;

  public S3Server(String keyId) throws IOException {
    this.keyId = keyId;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String auth = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!auth.contains("Credential=" + keyId + "/")) {
        reply(exchange, 403, "<Error><Code>AccessDenied</Code></Error>".getBytes());
        return;
      }
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = query(exchange);
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "POST" -> post(exchange, path, query);
        case "PUT" -> put(exchange, path, query, body);
        default -> {
          if (query.containsKey("list-type")) {
            list(exchange, path, query);
          } else {
            get(exchange, objects.get(path));
          }
        }
      }
    }
  }

  private void post(HttpExchange exchange, String path, Map<String, String> query)
      throws IOException {
    String id = query.get("uploadId");
    if (id == null) {
      uploads.put("u" + path, new TreeMap<>());
      String xml =
          "<InitiateMultipartUploadResult><UploadId>u"
              + path
              + "</UploadId></InitiateMultipartUploadResult>";
      reply(exchange, 200, xml.getBytes(StandardCharsets.UTF_8));
      return;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    uploads.remove(id).values().forEach(whole::writeBytes);
    objects.put(path, whole.toByteArray());
    String xml = "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
    reply(exchange, 200, xml.getBytes(StandardCharsets.UTF_8));
  }

  private void put(HttpExchange exchange, String path, Map<String, String> query, byte[] body)
      throws IOException {
    if (query.containsKey("partNumber")) {
      uploads.get(query.get("uploadId")).put(Integer.valueOf(query.get("partNumber")), body);
    } else {
      objects.put(path, body);
    }
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    reply(exchange, 200, new byte[0]);
  }

  /** A page of a bucket, whose names need no escapes; folders are no different. */
  private void list(HttpExchange exchange, String path, Map<String, String> query)
      throws IOException {
    String other = answer;
    if (other != null) {
      reply(exchange, 200, other.getBytes(StandardCharsets.UTF_8));
      return;
    }
    String bucket = path + (path.endsWith("/") ? "" : "/");
    String after = query.getOrDefault("continuation-token", bucket + query.get("prefix"));
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    String last = "";
    int count = 0;
    boolean more = false;
    for (Map.Entry<String, byte[]> object : objects.tailMap(after, false).entrySet()) {
      more = object.getKey().startsWith(bucket + query.get("prefix")) && ++count > PAGE;
      if (more || !object.getKey().startsWith(bucket + query.get("prefix"))) {
        break;
      }
      last = object.getKey();
      xml.append(
          "<Contents><Key>%s</Key><ETag>&quot;%08x&quot;</ETag><Size>%d</Size><LastModified>%s</LastModified></Contents>"
              .formatted(
                  last.substring(bucket.length()),
                  java.util.Arrays.hashCode(object.getValue()),
                  object.getValue().length,
                  modified));
    }
    xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more) {
      xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
    }
    pages.incrementAndGet();
    reply(
        exchange,
        200,
        xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void get(HttpExchange exchange, byte[] object) throws IOException {
    if (object == null) {
      reply(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes());
      return;
    }
    exchange.getResponseHeaders().set("ETag", "\"e\"");
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      reply(exchange, 200, object);
      return;
    }
    String[] ends = range.replace("bytes=", "").split("-", 2);
    int from = Integer.parseInt(ends[0]);
    int to = ends[1].isEmpty() ? object.length - 1 : Integer.parseInt(ends[1]);
    byte[] part = java.util.Arrays.copyOfRange(object, from, Math.min(to, object.length - 1) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + to + "/" + object.length);
    reply(exchange, 206, part);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String text = exchange.getRequestURI().getQuery();
    for (String pair : text == null ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
