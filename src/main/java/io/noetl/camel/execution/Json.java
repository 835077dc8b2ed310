package io.noetl.camel.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as PostgreSQL takes it, from and to plain values. Thread-safe. */
public final class Json {
  private final ObjectMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private final JavaType map =
      mapper.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class);

  /** The text of a value; jsonb has no NUL, so that one character becomes U+FFFD. */
  public String write(@Nullable Object value) {
    try {
      String text = mapper.writeValueAsString(value);
      return text.contains("\\u0000") ? withoutNul(text) : text;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** As {@link #write}, null for null. */
  public @Nullable String writeOrNull(@Nullable Object value) {
    return value == null ? null : write(value);
  }

  /** The value of a text: null, Boolean, Long, BigInteger, Double, String, List or Map. */
  public @Nullable Object read(String text) {
    try {
      return mapper.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The map of a text; empty for null. */
  public Map<String, @Nullable Object> readMap(@Nullable String text) {
    if (text == null) {
      return new LinkedHashMap<>();
    }
    try {
      return mapper.readValue(text, map);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON map: " + e.getOriginalMessage(), e);
    }
  }

  /** Replaces the escape of NUL where it is one: behind an even number of backslashes. */
  private static String withoutNul(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 >= text.length()) {
        out.append(c);
        i++;
      } else if (text.startsWith("\\u0000", i)) {
        out.append("\\ufffd");
        i += 6;
      } else {
        out.append(c).append(text.charAt(i + 1));
        i += 2;
      }
    }
    return out.toString();
  }
}
