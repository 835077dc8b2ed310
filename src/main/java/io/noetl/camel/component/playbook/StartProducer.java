package io.noetl.camel.component.playbook;

import io.noetl.camel.component.message.MessageValues;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.tool.ToolJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a playbook from any route. With {@code wait} the body becomes the result, and a failure
 * the exchange's exception; without it the body is the execution's id.
 */
class StartProducer extends DefaultAsyncProducer {
  private final PlaybookEndpoint endpoint;
  private final Children children;

  StartProducer(PlaybookEndpoint endpoint, Children children) {
    super(endpoint);
    this.endpoint = endpoint;
    this.children = children;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      Executions.Started started = children.start(request(exchange));
      String id = Long.toString(started.executionId());
      exchange.getMessage().setHeader(PlaybookConstants.EXECUTION_ID, id);
      if (!endpoint.isWait()) {
        exchange.getMessage().setBody(id);
        callback.done(true);
        return true;
      }
      children
          .end(started.executionId())
          .whenComplete(
              (ended, bug) -> {
                if (ended != null && ended.status().equals("COMPLETED")) {
                  exchange.getMessage().setHeader(PlaybookConstants.STATUS, ended.status());
                  exchange.getMessage().setBody(ended.result());
                } else {
                  String why =
                      ended == null ? String.valueOf(bug) : ended.status() + ": " + ended.error();
                  exchange.setException(
                      new CamelExecutionException(
                          "Playbook " + endpoint.getPath() + " ended " + why, exchange));
                }
                callback.done(false);
              });
      return false;
    } catch (CamelExchangeException | RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private StartRequest request(Exchange exchange) throws CamelExchangeException {
    return new StartRequest(
        new StartRequest.PlaybookRef.ByPath(
            endpoint.getPath(), endpoint.getVersion() == 0 ? null : endpoint.getVersion()),
        payload(exchange),
        null,
        null);
  }

  private static Map<String, @Nullable Object> payload(Exchange exchange)
      throws CamelExchangeException {
    Object body = MessageValues.of(exchange).body();
    Object value =
        switch (body) {
          case byte[] bytes -> ToolJson.parseOrText(new String(bytes, StandardCharsets.UTF_8));
          case String text -> ToolJson.parseOrText(text);
          case null, default -> body;
        };
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> payload.put(String.valueOf(key), item));
    } else if (value != null) {
      payload.put("body", body instanceof byte[] ? value : body);
    }
    return payload;
  }
}
