package io.noetl.camel.app;

import com.google.protobuf.InvalidProtocolBufferException;
import io.noetl.camel.testing.EchoServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** An OpenTelemetry collector that keeps the spans that it is sent, by OTLP over HTTP. */
final class Collector implements AutoCloseable {
  private final EchoServer server = new EchoServer();
  private final List<Span> spans = new CopyOnWriteArrayList<>();

  Collector() {
    server.on(
        "/v1/traces",
        exchange -> {
          boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          try (InputStream body =
              packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            take(body.readAllBytes());
          }
          EchoServer.answer(exchange, 200, "application/x-protobuf", new byte[0]);
        });
  }

  private void take(byte[] message) throws IOException {
    try {
      ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(spans::add);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(e);
    }
  }

  String url() {
    return server.url("");
  }

  /** The only span of a name, when it has come. */
  Span span(String trace, String name) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> of(trace, name), found -> found.size() == 1)
        .getFirst();
  }

  /** All spans of a name that have come. */
  List<Span> of(String trace, String name) {
    return spans.stream()
        .filter(span -> traceId(span).equals(trace) && span.getName().equals(name))
        .toList();
  }

  /** The spans that have come right below another, in the order of their beginnings. */
  List<Span> below(String trace, Span above) {
    return spans.stream()
        .filter(span -> traceId(span).equals(trace) && parent(span).equals(id(above)))
        .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
        .toList();
  }

  /** The span with an id, when it has come. */
  Span withId(String trace, String id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                spans.stream()
                    .filter(span -> traceId(span).equals(trace) && id(span).equals(id))
                    .toList(),
            found -> found.size() == 1)
        .getFirst();
  }

  /** How many spans of a trace have come. */
  long count(String trace) {
    return spans.stream().filter(span -> traceId(span).equals(trace)).count();
  }

  /** How many spans of a name have come. */
  long count(String trace, String name) {
    return of(trace, name).size();
  }

  static String traceId(Span span) {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }

  static String id(Span span) {
    return HexFormat.of().formatHex(span.getSpanId().toByteArray());
  }

  static String parent(Span span) {
    return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
  }

  static boolean failed(Span span) {
    return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
  }

  /** An attribute as text; empty where the span has none of that name. */
  static String attribute(Span span, String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .map(
            attribute ->
                attribute.getValue().hasIntValue()
                    ? Long.toString(attribute.getValue().getIntValue())
                    : attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.close();
  }
}
