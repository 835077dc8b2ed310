package io.noetl.camel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contexts and results as JSON: integers stay integers of any size, {@code 1.0} stays a float. */
final class RenderJson {
  private static final int MAX_DIGITS = 5000;
  private static final int MAX_TEXT = 1 << 28;
  private static final JsonMapper MAPPER = mapper();

  private RenderJson() {}

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNumberLength(MAX_DIGITS)
                .maxStringLength(MAX_TEXT)
                .build());
    return mapper;
  }

  static Map<String, @Nullable Object> readObject(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, new TypeReference<Map<String, @Nullable Object>>() {});
  }

  /** The JSON of a value, ASCII only. */
  static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values are JSON: " + e.getOriginalMessage(), e);
    }
  }

  static Map<String, @Nullable Object> entry(String name, @Nullable Object value) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put(name, value);
    return entry;
  }
}
