package io.noetl.camel.component.subscription;

import io.noetl.camel.component.message.MessageValues;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges of a Camel consumer as messages: Camel's own headers say where they are from. Each is
 * its own, unless the document says what tells them apart.
 */
final class CamelMessages {
  private static final String OWN = "Camel";

  private final MessageBytes bytes = new MessageBytes(new Json());

  Arrival arrival(Exchange exchange) throws CamelExchangeException {
    MessageValues values = MessageValues.of(exchange);
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    values
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(OWN)) {
                source.put(name, plain(value));
              } else {
                headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(plain(value)));
              }
            });
    Object body = values.body();
    Object read =
        switch (body) {
          case byte[] raw -> bytes.value(raw, source);
          case String text -> bytes.value(text.getBytes(StandardCharsets.UTF_8), source);
          case null, default -> body;
        };
    return new Arrival(exchange.getExchangeId(), new Message(read, headers, Map.of(), source));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof byte[] raw ? MessageBytes.text(raw) : value;
  }
}
