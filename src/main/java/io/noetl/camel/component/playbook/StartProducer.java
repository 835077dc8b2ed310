package io.noetl.camel.component.playbook;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a playbook from any route: a map body is its payload. With {@code wait} the body becomes
 * the result, and a failure the exchange's exception; without it the body is the execution's id.
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
      if (!endpoint.isWait()) {
        exchange.getMessage().setBody(Long.toString(started.executionId()));
        callback.done(true);
        return true;
      }
      children
          .end(started.executionId())
          .whenComplete(
              (ended, bug) -> {
                if (ended != null && ended.status().equals("COMPLETED")) {
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
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private StartRequest request(Exchange exchange) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (exchange.getMessage().getBody() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> payload.put(String.valueOf(key), value));
    }
    return new StartRequest(
        new StartRequest.PlaybookRef.ByPath(
            endpoint.getPath(), endpoint.getVersion() == 0 ? null : endpoint.getVersion()),
        payload,
        null,
        null);
  }
}
