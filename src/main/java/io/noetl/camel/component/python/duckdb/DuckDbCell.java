package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.python.marshal.PyTuple;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a result as the module {@code duckdb} in Python gets it. Plain values stay; each other
 * is a tuple whose first item is the tag by which {@code duckdb.py} revives it.
 */
final class DuckDbCell {
  private DuckDbCell() {}

  /**
   * @param type DuckDB's name of the column's type: an INTERVAL and a fixed array look like others
   */
  static @Nullable Object of(@Nullable Object value, String type) throws SQLException {
    return switch (value) {
      case null -> null;
      case String text when type.equals("INTERVAL") -> tag("i", text);
      case String text -> text;
      case Boolean b -> b;
      case BigDecimal decimal -> tag("D", decimal.toPlainString());
      case Number number -> number;
      case LocalDate date -> date(DuckDbMoment.of(date));
      case LocalTime time -> tag("t", parts(time));
      case OffsetTime time ->
          tag("tz", parts(time.toLocalTime()), time.getOffset().getTotalSeconds());
      case Timestamp timestamp -> timestamp(DuckDbMoment.of(timestamp, type));
      case LocalDateTime timestamp -> timestamp(DuckDbMoment.of(timestamp, type));
      case OffsetDateTime moment -> moment(moment, type);
      case UUID uuid -> tag("u", uuid.toString());
      case Blob blob -> blob.getBytes(1, (int) blob.length());
      case byte[] bytes -> bytes;
      case ByteBuffer buffer -> bytes(buffer);
      case Struct struct -> struct(struct);
      case Array array -> array(array, type);
      case Map<?, ?> map -> map(map, type);
      default -> value.toString();
    };
  }

  private static PyTuple tag(@Nullable Object... items) {
    return new PyTuple(Arrays.asList(items));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static Object date(DuckDbMoment moment) {
    LocalDateTime at = moment.inPython();
    return moment.isText()
        ? moment.date()
        : tag("d", at.getYear(), at.getMonthValue(), at.getDayOfMonth());
  }

  private static Object timestamp(DuckDbMoment moment) {
    LocalDateTime at = moment.inPython();
    return moment.isText()
        ? moment.dateAndTime()
        : tag(
            "T",
            at.getYear(),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond(),
            at.getNano() / 1000);
  }

  private static Object moment(OffsetDateTime moment, String type) {
    LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    Object found = timestamp(DuckDbMoment.of(utc, type));
    return found instanceof String ? found : tag("Z", found);
  }

  private static List<Integer> parts(LocalTime time) {
    return List.of(time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / 1000);
  }

  private static Object array(Array array, String type) throws SQLException {
    String inner = type.replaceFirst("\\[\\d*]$", "");
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item : (Object[]) array.getArray()) {
      items.add(of(item, inner));
    }
    return type.endsWith("[]") ? items : tag("a", items);
  }

  private static Object struct(Struct struct) throws SQLException {
    Map<String, Object> fields = ((DuckDBStruct) struct).getMap();
    if (fields.containsKey("")) {
      return row(struct);
    }
    Map<String, String> types = NestedType.fields(struct.getSQLTypeName());
    List<@Nullable Object> pairs = new ArrayList<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String type = types.getOrDefault(field.getKey(), "");
      pairs.add(Arrays.asList(field.getKey(), of(field.getValue(), type)));
    }
    return tag("m", pairs);
  }

  /** A struct without names is a tuple. */
  private static Object row(Struct struct) throws SQLException {
    List<String> types = NestedType.parts(struct.getSQLTypeName());
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item : struct.getAttributes()) {
      items.add(of(item, types.get(items.size())));
    }
    return tag("a", items);
  }

  private static Object map(Map<?, ?> map, String type) throws SQLException {
    List<String> types = NestedType.parts(type);
    List<@Nullable Object> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      pairs.add(
          Arrays.asList(of(entry.getKey(), types.get(0)), of(entry.getValue(), types.get(1))));
    }
    return tag("m", pairs);
  }
}
