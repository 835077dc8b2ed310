package io.noetl.camel.component.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cell of a result JSON-like: DECIMAL a Double, dates and times ISO 8601 text, BLOB Base64
 * text, STRUCT and MAP a map, JSON what stands in it, NaN and the infinities null.
 */
final class JsonCell {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, false)
          .configure(DeserializationFeature.USE_LONG_FOR_INTS, true);

  private JsonCell() {}

  static @Nullable Object of(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean b -> b;
      case BigInteger big -> big.bitLength() < 64 ? (Object) big.longValue() : big;
      case BigDecimal decimal -> decimal.doubleValue();
      case Double d -> Double.isFinite(d) ? d : null;
      case Float f -> Float.isFinite(f) ? Double.valueOf(f.toString()) : null;
      case Number number -> number.longValue();
      case LocalDate date -> DuckDbTimes.text(date);
      case Timestamp timestamp -> DuckDbTimes.text(timestamp);
      case OffsetDateTime time -> DuckDbTimes.text(time);
      case Blob blob -> base64(blob.getBytes(1, (int) blob.length()));
      case byte[] bytes -> base64(bytes);
      case ByteBuffer buffer -> base64(bytes(buffer));
      case JsonNode json -> json(json.toString());
      case Array array -> list((Object[]) array.getArray());
      case DuckDBStruct struct -> map(struct.getMap());
      case Map<?, ?> map -> map(map);
      default -> value.toString();
    };
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable Object json(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static List<@Nullable Object> list(Object[] items) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>(items.length);
    for (Object item : items) {
      list.add(of(item));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> from) throws SQLException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      map.put(String.valueOf(of(entry.getKey())), of(entry.getValue()));
    }
    return map;
  }
}
