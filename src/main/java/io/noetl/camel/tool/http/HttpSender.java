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
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
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
    int port = DefaultPorts.of(request.uri().getPort(), request.uri().getScheme());
    if (host == null) {
      // Java's reader of addresses takes 127.1 for no host
      throw failure(
          "TL0208", "Denied", request, "the address names no host (expected: http://host/path)");
    }
    if (profile.restricted() && !profile.mayCall(host, port)) {
      throw failure("TL0208", "Denied", request, ExecutionProfile.closed(host, port));
    }
    Endpoint endpoint = endpoints.get(request.options());
    try {
      return Interruptible.run(
          () -> follow(endpoint, request, reader), request.timeout(), Thread::interrupt);
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

  private <T> T follow(Endpoint endpoint, HttpRequest first, Reader<T> reader) throws Exception {
    Redirects redirects = new Redirects();
    HttpRequest request = first;
    for (int hops = 0; hops <= Redirects.MOST; hops++) {
      AtomicReference<@Nullable T> read = new AtomicReference<>();
      HttpRequest next =
          exchange(endpoint, request, redirects, reply -> read.set(reader.read(reply)));
      T value = read.get();
      if (value != null) {
        return value;
      }
      if (next == null) {
        throw new IOException("no response");
      }
      request = next;
    }
    throw failure(
        "TL0203",
        "ConnectError",
        first,
        "redirected more than %d times, to %s at last".formatted(Redirects.MOST, request.shown()));
  }

  /** Takes a response while its body is open. */
  @FunctionalInterface
  private interface Taker {
    void take(HttpReply reply) throws IOException, ToolFailure;
  }

  /** One request; what follows it, null where its answer was taken. */
  private @Nullable HttpRequest exchange(
      Endpoint endpoint, HttpRequest request, Redirects redirects, Taker taker) throws Exception {
    AtomicReference<@Nullable HttpRequest> next = new AtomicReference<>();
    Exchange done =
        template.send(
            endpoint,
            ExchangePattern.InOut,
            exchange -> fill(exchange.getMessage(), request),
            // the response's connection is given back once this has run
            exchange -> {
              if (exchange.getException() == null) {
                HttpReply reply = reply(request.uri(), exchange.getMessage());
                try {
                  next.set(redirects.next(request, reply));
                  if (next.get() == null) {
                    taker.take(reply);
                  }
                } finally {
                  if (reply.body() instanceof AbortableBodies.Body body) {
                    body.abandon();
                  }
                }
              }
            });
    Exception failed = done.getException();
    if (failed != null) {
      throw failed;
    }
    return next.get();
  }

  private static void fill(Message message, HttpRequest request) {
    request.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_URI, request.uri().toString());
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    message.setBody(request.body());
  }

  private static HttpReply reply(URI uri, Message message) {
    Map<String, Object> headers = new LinkedHashMap<>();
    List<String> cookies = new ArrayList<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!OutgoingHeaders.isCamels(name)) {
                headers.put(name.toLowerCase(Locale.ROOT), joined(value));
                if (name.equalsIgnoreCase("set-cookie")) {
                  (value instanceof List<?> list ? list : List.of(value))
                      .forEach(cookie -> cookies.add(String.valueOf(cookie)));
                }
              }
            });
    InputStream body =
        message.getBody() instanceof InputStream stream ? stream : InputStream.nullInputStream();
    return new HttpReply(
        uri, message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class), headers, cookies, body);
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
