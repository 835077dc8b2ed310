package io.noetl.camel.store.console;

import io.noetl.camel.store.IsoTime;
import io.noetl.camel.store.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** The columns of a row as JSON-like values, by PostgreSQL's type. */
final class ColumnValues {
  private final Json json;

  ColumnValues(Json json) {
    this.json = json;
  }

  List<@Nullable Object> row(ResultSet rows, ResultSetMetaData columns) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.getColumnCount());
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.add(value(rows, i, columns.getColumnTypeName(i)));
    }
    return Collections.unmodifiableList(values);
  }

  private @Nullable Object value(ResultSet rows, int i, String type) throws SQLException {
    String text = rows.getString(i);
    if (text == null) {
      return null;
    }
    return switch (type) {
      case "int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial" -> rows.getLong(i);
      case "float4", "float8" -> number(rows.getDouble(i));
      case "bool" -> rows.getBoolean(i);
      case "json", "jsonb" -> json.read(text);
      case "timestamp" ->
          isFinite(text) ? IsoTime.local(rows.getObject(i, LocalDateTime.class)) : text;
      case "timestamptz" ->
          isFinite(text) ? IsoTime.zulu(rows.getObject(i, OffsetDateTime.class)) : text;
      case "bytea" -> new String(rows.getBytes(i), StandardCharsets.UTF_8);
      default -> type.startsWith("_") ? array(rows.getArray(i), type.substring(1)) : text;
    };
  }

  /**
   * Infinite times, and those of eras that ISO 8601 has no year for, stay as PostgreSQL prints
   * them.
   */
  private static boolean isFinite(String time) {
    return !time.contains("infinity") && !time.endsWith("BC");
  }

  /** JSON has no number for these. */
  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  private List<@Nullable Object> array(Array array, String type) throws SQLException {
    return list((Object[]) array.getArray(), type);
  }

  private List<@Nullable Object> list(@Nullable Object[] items, String type) {
    return Arrays.stream(items).map(item -> element(item, type)).toList();
  }

  private @Nullable Object element(@Nullable Object item, String type) {
    return switch (item) {
      case null -> null;
      case Object[] inner -> list(inner, type);
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Long number -> number;
      case Float number -> number(number.doubleValue());
      case Double number -> number(number);
      case Boolean flag -> flag;
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case java.sql.Timestamp time ->
          type.equals("timestamptz")
              ? IsoTime.zulu(time.toInstant().atOffset(java.time.ZoneOffset.UTC))
              : IsoTime.local(time.toLocalDateTime());
      case PGobject object when type.startsWith("json") -> json.readNullable(object.getValue());
      default -> type.startsWith("json") ? json.read(item.toString()) : item.toString();
    };
  }
}
