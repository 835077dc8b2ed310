package io.noetl.camel.testing;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context of its own, without Spring and playbooks, and messages to its endpoints. */
public final class Endpoints implements AutoCloseable {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ProducerTemplate template;

  public Endpoints() {
    context.start();
    template = context.createProducerTemplate();
  }

  /** The context. */
  public CamelContext context() {
    return context;
  }

  /** An endpoint; its texts are raw, so that Camel changes no plus and no per cent sign in them. */
  public Endpoint endpoint(String uri, Map<String, Object> options) {
    String query =
        options.entrySet().stream()
            .map(
                option ->
                    option.getKey()
                        + "="
                        + (option.getValue() instanceof String text
                            ? "RAW(" + text + ")"
                            : option.getValue()))
            .collect(Collectors.joining("&"));
    return context.getEndpoint(query.isEmpty() ? uri : uri + "?" + query);
  }

  /** What an endpoint makes of a message. */
  public Exchange send(Endpoint endpoint, Object body, Map<String, Object> headers) {
    return template.send(
        endpoint,
        exchange -> {
          exchange.getMessage().setBody(body);
          exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
  }

  /** What an endpoint makes of a body. */
  public Exchange send(Endpoint endpoint, Object body) {
    return send(endpoint, body, Map.of());
  }

  @Override
  public void close() {
    template.stop();
    context.stop();
  }
}
