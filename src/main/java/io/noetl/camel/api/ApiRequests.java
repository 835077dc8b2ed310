package io.noetl.camel.api;

import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.store.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The first node of every REST route: makes the message's body an {@link ApiRequest} and removes
 * all headers, so that nothing that a client names reaches a Camel component.
 */
public final class ApiRequests implements Processor {
  /** The request attribute that holds the body's text. */
  public static final String BODY = "noetl.body";

  /** The exchange property that keeps the request when the body is the reply. */
  public static final String REQUEST = "noetlRequest";

  private static final List<String> HEADERS =
      List.of("accept", "idempotency-key", "last-event-id", Traceparent.NAME);

  private final Json json;
  private final ProcessFigures figures;

  /**
   * Makes the node.
   *
   * @param figures counts the requests
   */
  public ApiRequests(Json json, ProcessFigures figures) {
    this.json = json;
    this.figures = figures;
  }

  @Override
  public void process(Exchange exchange) {
    figures.countRequest();
    PlatformHttpMessage message = exchange.getMessage(PlatformHttpMessage.class);
    HttpServletRequest http = message.getRequest();
    Object text = http.getAttribute(BODY);
    message.getHeaders().clear();
    ApiRequest request =
        new ApiRequest(
            (Caller) http.getAttribute(Caller.ATTRIBUTE),
            http.getMethod(),
            pathVariables(http),
            query(http),
            headers(http),
            text == null ? "" : text.toString(),
            json);
    exchange.setProperty(REQUEST, request);
    message.setBody(request);
  }

  @SuppressWarnings("unchecked") // Spring's own attribute
  private static Map<String, String> pathVariables(HttpServletRequest http) {
    Object variables = http.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return variables == null ? Map.of() : (Map<String, String>) variables;
  }

  private static Map<String, String> query(HttpServletRequest http) {
    Map<String, String> query = new HashMap<>();
    http.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
    return query;
  }

  private static Map<String, String> headers(HttpServletRequest http) {
    Map<String, String> headers = new HashMap<>();
    // a webhook's sender signs by a header of its own
    Iterable<String> names =
        http.getRequestURI().startsWith(WebhookApi.PREFIX)
            ? Collections.list(http.getHeaderNames())
            : HEADERS;
    for (String name : names) {
      @Nullable String value = http.getHeader(name);
      if (value != null) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    return headers;
  }
}
