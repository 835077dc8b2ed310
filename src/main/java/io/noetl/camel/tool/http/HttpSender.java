package io.noetl.camel.tool.http;

import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.Interruptible;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Sends requests through camel-http. */
final class HttpSender {

  private final ProducerTemplate template;
  private final HttpEndpoints endpoints;

  HttpSender(CamelContext context, HttpLimits limits, OutboundGuard guard) {
    this.template = context.createProducerTemplate();
    this.endpoints = new HttpEndpoints(context, limits, guard);
  }

  /** Reads a response while its body is open. */
  @FunctionalInterface
  interface Reader<T> {
    /** Gives a value of a response. */
    T read(HttpReply reply) throws IOException, ToolFailure;
  }

  /**
   * Sends a request.
   *
   * @throws ToolFailure when there is no response, or the reader refuses it
   * @throws InterruptedException when the caller was interrupted; the connection has been closed
   */
  <T> T send(HttpRequest request, Reader<T> reader) throws ToolFailure, InterruptedException {
    ExecutionProfile profile = request.options().profile();
    String host = request.uri().getHost();
    int port = Ports.of(request.uri().getPort(), request.uri().getScheme());
    if (profile.restricted() && (host == null || !profile.mayCall(host, port))) {
      throw failure(
          "TL0208", "Denied", request, ExecutionProfile.closed(String.valueOf(host), port));
    }
    Endpoint endpoint = endpoints.get(request.options());
    try {
      return Interruptible.run(
          () -> exchange(endpoint, request, reader), request.timeout(), Thread::interrupt);
    } catch (OutboundGuard.Denied e) {
      throw failure("TL0208", "Denied", request, String.valueOf(e.getMessage()));
    } catch (InterruptedException | RuntimeException | ToolFailure e) {
      throw e;
    } catch (TimeoutException | InterruptedIOException e) {
      throw failure(
          "TL0204",
          "Timeout",
          request,
          "no complete answer within %s s: raise timeout, or make the service faster"
              .formatted(request.timeout().toMillis() / 1000.0));
    } catch (Exception e) {
      throw failure("TL0203", "ConnectError", request, describe(request, e));
    }
  }

  private <T> T exchange(Endpoint endpoint, HttpRequest request, Reader<T> reader)
      throws Exception {
    AtomicReference<@Nullable T> read = new AtomicReference<>();
    Exchange done =
        template.send(
            endpoint,
            ExchangePattern.InOut,
            exchange -> fill(exchange.getMessage(), request),
            // the response's connection is given back once this has run
            exchange -> {
              if (exchange.getException() == null) {
                read.set(read(reply(exchange.getMessage()), reader));
              }
            });
    Exception failed = done.getException();
    T value = read.get();
    if (failed != null || value == null) {
      throw failed == null ? new IOException("no response") : failed;
    }
    return value;
  }

  private static <T> T read(HttpReply reply, Reader<T> reader) throws IOException, ToolFailure {
    try {
      return reader.read(reply);
    } finally {
      if (reply.body() instanceof AbortableBodies.Body body) {
        body.abandon();
      }
    }
  }

  private static void fill(Message message, HttpRequest request) {
    request.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_URI, request.uri().toString());
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    message.setBody(request.body());
  }

  private static HttpReply reply(Message message) {
    Map<String, Object> headers = new LinkedHashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!OutgoingHeaders.isCamels(name)) {
                headers.put(name.toLowerCase(Locale.ROOT), joined(value));
              }
            });
    InputStream body =
        message.getBody() instanceof InputStream stream ? stream : InputStream.nullInputStream();
    return new HttpReply(
        message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class), headers, body);
  }

  private static String joined(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static String describe(HttpRequest request, Exception e) {
    String host = request.uri().getAuthority();
    return switch (e) {
      case UnknownHostException unknown -> "host '%s' is unknown".formatted(host);
      case ConnectException refused -> "no connection to %s: %s".formatted(host, e.getMessage());
      default -> "%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName());
    };
  }

  private static ToolFailure failure(String code, String type, HttpRequest request, String why) {
    return new ToolFailure(
        ToolError.of(code, type, "Request error: %s: %s".formatted(request.shown(), why)), null);
  }
}
