package io.noetl.camel.component.message;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * What a message holds as JSON-like values: null, Boolean, Number, String, {@code byte[]}, lists
 * and maps of them. Dates and times become ISO 8601 text; streams, readers and files become the
 * text that Camel's type converters read from them.
 */
public final class MessageValues {
  private final Exchange exchange;

  private MessageValues(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The values of an exchange's message. */
  public static MessageValues of(Exchange exchange) {
    return new MessageValues(exchange);
  }

  /**
   * The body.
   *
   * @throws CamelExchangeException when it is an object that is none of these values
   */
  public @Nullable Object body() throws CamelExchangeException {
    Object body = exchange.getMessage().getBody();
    Optional<Value> value = value(body);
    if (value.isEmpty()) {
      throw new CamelExchangeException(
          "The body is a %s (expected: text, bytes, a number, a list or a map; marshal or convert it first)"
              .formatted(body.getClass().getName()),
          exchange);
    }
    return value.get().value();
  }

  /** The headers; those whose values are other objects are left out. */
  public Map<String, @Nullable Object> headers() {
    return known(exchange.getMessage().getHeaders());
  }

  /** The exchange's variables; those whose values are other objects are left out. */
  public Map<String, @Nullable Object> variables() {
    return known(exchange.getVariables());
  }

  private Map<String, @Nullable Object> known(Map<String, Object> all) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    all.forEach((name, value) -> value(value).ifPresent(found -> known.put(name, found.value())));
    return known;
  }

  private record Value(@Nullable Object value) {}

  private static Optional<Value> just(@Nullable Object value) {
    return Optional.of(new Value(value));
  }

  private Optional<Value> value(@Nullable Object value) {
    return switch (value) {
      case null -> just(null);
      case String text -> just(text);
      case Boolean flag -> just(flag);
      case Number number -> just(number);
      case byte[] bytes -> just(bytes);
      case ByteBuffer buffer -> just(bytes(buffer));
      case Character letter -> just(letter.toString());
      case CharSequence text -> just(text.toString());
      case Enum<?> constant -> just(constant.name());
      case UUID id -> just(id.toString());
      case Date date -> just(date.toInstant().toString());
      case TemporalAccessor moment -> just(moment.toString());
      case Map<?, ?> map -> map(map);
      case Iterable<?> items -> list(items);
      case Object[] items -> list(Arrays.asList(items));
      case StreamCache stream -> text(stream);
      case InputStream stream -> text(stream);
      case Reader reader -> text(reader);
      case File file -> text(file);
      case WrappedFile<?> file -> text(file);
      default -> Optional.empty();
    };
  }

  private Optional<Value> text(Object stream) {
    byte[] bytes =
        exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, stream);
    if (stream instanceof StreamCache cache) {
      cache.reset();
    }
    return bytes == null ? Optional.empty() : just(new String(bytes, StandardCharsets.UTF_8));
  }

  private Optional<Value> map(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Optional<Value> item = value(entry.getValue());
      if (item.isEmpty()) {
        return Optional.empty();
      }
      copy.put(String.valueOf(entry.getKey()), item.get().value());
    }
    return just(copy);
  }

  private Optional<Value> list(Iterable<?> items) {
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object item : items) {
      Optional<Value> value = value(item);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      copy.add(value.get().value());
    }
    return just(copy);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
