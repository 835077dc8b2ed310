package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's text of a value as JSON-like value.
 *
 * <ul>
 *   <li>smallint, integer, bigint, oid: Long
 *   <li>numeric: Long (BigInteger beyond it) where it has no fraction digits, else the nearest
 *       Double; cast to text where each digit counts
 *   <li>real, double precision: Double; NaN and infinities as text, JSON has none
 *   <li>boolean: Boolean; json, jsonb: nested values; arrays: nested lists; bytea: base64 text
 *   <li>timestamp, timestamptz (in UTC), date, time: ISO 8601 text; {@code infinity} as it is
 *   <li>uuid, interval, inet, ranges, enums, composites and all others: PostgreSQL's text
 * </ul>
 */
final class PgText {

  private static final DateTimeFormatter PG_TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendOffset("+HH:mm:ss", "+00")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private PgText() {}

  /**
   * The value of a text.
   *
   * @param type the name of the type as the driver gives it; arrays begin with {@code _}
   */
  static @Nullable Object toJson(String type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (type.startsWith("_")) {
      return PgArray.parse(text, item -> toJson(type.substring(1), item));
    }
    return switch (type) {
      case "int2", "int4", "int8", "oid", "xid", "cid", "smallserial", "serial", "bigserial" ->
          Long.valueOf(text);
      case "numeric" -> numeric(text);
      case "float4", "float8" -> floating(text);
      case "bool" -> text.equals("t") || text.equals("true");
      case "json", "jsonb" -> ToolJson.parseOrText(text);
      case "bytea" -> bytea(text);
      case "timestamp" -> timestamp(text);
      case "timestamptz" -> timestamptz(text);
      case "timetz" -> text.matches(".*[+-]\\d\\d") ? text + ":00" : text;
      default -> text;
    };
  }

  private static Object numeric(String text) {
    if (Character.isLetter(text.charAt(text.length() - 1))) {
      return text;
    }
    BigDecimal number = new BigDecimal(text);
    if (number.scale() > 0) {
      double nearest = number.doubleValue();
      return Double.isInfinite(nearest) ? text : nearest;
    }
    BigInteger whole = number.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
  }

  private static Object floating(String text) {
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? (Object) number : text;
  }

  private static String bytea(String text) {
    byte[] bytes = HexFormat.of().parseHex(text, 2, text.length());
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String timestamp(String text) {
    try {
      return LocalDateTime.parse(text, PG_TIMESTAMP).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    } catch (DateTimeException e) {
      return text;
    }
  }

  private static String timestamptz(String text) {
    try {
      LocalDateTime utc =
          OffsetDateTime.parse(text, PG_TIMESTAMP)
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toLocalDateTime();
      return utc.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "+00:00";
    } catch (DateTimeException e) {
      return text;
    }
  }
}
