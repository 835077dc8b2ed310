package io.noetl.camel.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON text and JSON-like values: Long or BigInteger for whole numbers, Double for others. */
public final class ToolJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .addModule(io.noetl.camel.store.Json.plainValues())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private ToolJson() {}

  /** The mapper, for streaming; do not configure it. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * The value of a JSON text.
   *
   * @throws JsonProcessingException when it is not one JSON value
   */
  public static @Nullable Object parse(String text) throws JsonProcessingException {
    return MAPPER.readValue(text, Object.class);
  }

  /** The value of a JSON text, or the text itself where it is none. */
  public static @Nullable Object parseOrText(String text) {
    try {
      return parse(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** A JSON-like value as compact JSON. */
  public static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a value that is not JSON-like", e);
    }
  }
}
