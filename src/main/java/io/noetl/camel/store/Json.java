package io.noetl.camel.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the whole service reads and writes it: whole numbers are {@code Long} or {@code
 * BigInteger}, objects keep their order, members of our own records are snake_case. Immutable.
 */
public final class Json {
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  /** More than a number of PostgreSQL can have (147,455); few enough to be read in milliseconds. */
  private static final int MOST_DIGITS_READ = 200_000;

  /** Of a client's number, of which a body may hold many: the time grows with the square. */
  private static final int MOST_DIGITS_SENT = 10_000;

  private final JsonMapper mapper =
      JsonMapper.builder(factory())
          .addModule(plainValues())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final ObjectReader strict =
      JsonMapper.builder(factory(MOST_DIGITS_SENT))
          .addModule(plainValues())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  /**
   * Reads texts of any length: what was taken can be read again. Sizes are bounded where values are
   * taken.
   */
  public static JsonFactory factory() {
    return factory(MOST_DIGITS_READ);
  }

  private static JsonFactory factory(int digits) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(2 * Storable.MOST_CHARS)
                .maxNumberLength(digits)
                .build())
        .build();
  }

  /** What makes a mapper of Jackson's read plain values in the same way. */
  public static Module plainValues() {
    return new SimpleModule().addDeserializer(Object.class, new PlainValues());
  }

  /**
   * Reads one JSON value.
   *
   * @throws Malformed when the text is not JSON
   */
  public @Nullable Object read(String text) {
    try {
      return mapper.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new Malformed(e);
    }
  }

  /**
   * Reads one JSON value of a client. Of a name that an object has twice one would be checked by a
   * proxy and the other used by us.
   *
   * @throws Malformed when the text is not JSON, an object has a name twice, or a number has more
   *     than 10,000 signs
   */
  public @Nullable Object readStrictly(String text) {
    try {
      return strict.readValue(text);
    } catch (JsonProcessingException e) {
      throw new Malformed(e);
    }
  }

  /** Reads a column that may be NULL. */
  public @Nullable Object readNullable(@Nullable String text) {
    return text == null ? null : read(text);
  }

  /**
   * Reads a JSON object.
   *
   * @throws Malformed when the text is not JSON, or not an object
   */
  public Map<String, @Nullable Object> readObject(String text) {
    try {
      Map<String, @Nullable Object> object = mapper.readValue(text, OBJECT);
      return object == null ? new LinkedHashMap<>() : object;
    } catch (JsonProcessingException e) {
      throw new Malformed(e);
    }
  }

  /** Writes a JSON-like value or one of our records. */
  public String write(@Nullable Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON-like: " + (value == null ? "null" : value.getClass().getName()), e);
    }
  }

  /**
   * Reads a column that may be NULL, for those who look: what can't be read is told in its place,
   * so that one row never hides the others.
   */
  public @Nullable Object readColumn(@Nullable String text) {
    try {
      return readNullable(text);
    } catch (Malformed e) {
      return Map.of("unreadable", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Writes a value for a column, as the column can hold it and our readers take it; null stays
   * null.
   */
  public @Nullable String writeColumn(@Nullable Object value) {
    return value == null ? null : write(Storable.described(value));
  }

  /** A text that is not the JSON that was expected. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Malformed(JsonProcessingException cause) {
      super(describe(cause));
    }

    /** What Jackson found and where, without the text itself, which may hold secrets. */
    private static String describe(JsonProcessingException cause) {
      var at = cause.getLocation();
      String what = cause.getOriginalMessage();
      int quoted = what.indexOf("'");
      String reason = quoted > 0 && what.startsWith("Unrecognized token") ? "unknown word" : what;
      return at == null
          ? reason
          : reason + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
  }
}
