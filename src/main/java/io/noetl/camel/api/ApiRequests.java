package io.noetl.camel.api;

import io.noetl.camel.store.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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
  /** The exchange property that keeps the request when the body is the reply. */
  public static final String REQUEST = "noetlRequest";

  private static final List<String> HEADERS = List.of("accept", "idempotency-key", "last-event-id");

  private final Json json;
  private final int maxBodyBytes;
  private final ProcessFigures figures;

  /**
   * Makes the node.
   *
   * @param maxBodyBytes a larger body refuses the request
   * @param figures counts the requests
   */
  public ApiRequests(Json json, int maxBodyBytes, ProcessFigures figures) {
    this.json = json;
    this.maxBodyBytes = maxBodyBytes;
    this.figures = figures;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    figures.countRequest();
    PlatformHttpMessage message = exchange.getMessage(PlatformHttpMessage.class);
    HttpServletRequest http = message.getRequest();
    InputStream body = message.getBody(InputStream.class);
    String text = body == null ? "" : read(body);
    message.getHeaders().clear();
    ApiRequest request =
        new ApiRequest(
            (Caller) http.getAttribute(Caller.ATTRIBUTE),
            http.getMethod(),
            pathVariables(http),
            query(http),
            headers(http),
            text,
            json);
    exchange.setProperty(REQUEST, request);
    message.setBody(request);
  }

  private String read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(maxBodyBytes + 1);
    if (bytes.length > maxBodyBytes) {
      throw ApiProblem.of(
          ApiError.TOO_LARGE,
          "The request body is too large (expected: at most " + maxBodyBytes + " bytes)");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ApiProblem.of(ApiError.MALFORMED, "The request body is not UTF-8");
    }
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
    for (String name : HEADERS) {
      @Nullable String value = http.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }
}
