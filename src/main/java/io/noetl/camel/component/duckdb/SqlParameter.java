package io.noetl.camel.component.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value for a placeholder: either one that JDBC can bind, or an SQL expression for what it can't
 * (lists, structs, maps, intervals, big integers, times with a zone).
 *
 * @param value what to bind, where there is no expression
 * @param expression SQL for it; null where the value can be bound
 */
public record SqlParameter(@Nullable Object value, @Nullable String expression) {

  private static final DateTimeFormatter ZONED_TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSxxx");
  private static final DateTimeFormatter ZONED_MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");

  /** An INTERVAL. */
  public record Interval(long days, long micros) {}

  /** A MAP: DuckDB's own kind of map, whose keys have any type. */
  public record KeyValues(List<?> keys, List<?> values) {}

  /**
   * From a Java value: JSON-like ones, java.time, UUID, BigDecimal, {@code byte[]}, {@link
   * Interval} and {@link KeyValues}. A Map becomes a STRUCT.
   */
  public static SqlParameter of(@Nullable Object value) {
    return switch (value) {
      case Long n when n == n.intValue() -> new SqlParameter(n.intValue(), null);
      case BigDecimal n when n.scale() > n.precision() -> new SqlParameter(null, literal(n));
      case BigInteger n -> new SqlParameter(null, literal(n));
      case List<?> list -> new SqlParameter(null, literal(list));
      case Map<?, ?> map -> new SqlParameter(null, literal(map));
      case OffsetTime time -> new SqlParameter(null, literal(time));
      case Interval interval -> new SqlParameter(null, literal(interval));
      case KeyValues map -> new SqlParameter(null, literal(map));
      case null, default -> new SqlParameter(value, null);
    };
  }

  /** Whether JDBC can bind it. */
  public boolean bindable() {
    return expression == null;
  }

  /** The value as SQL that has DuckDB's type for it. */
  static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Boolean b -> b ? "true" : "false";
      case BigInteger big -> big + "::" + bigType(big);
      case BigDecimal decimal -> decimal(decimal);
      case Double d -> "'" + d + "'::DOUBLE";
      case Number n -> n.toString();
      case byte[] bytes -> "from_hex('" + HexFormat.of().formatHex(bytes) + "')";
      case LocalDate date -> quoted(date) + "::DATE";
      case LocalTime time -> quoted(DateTimeFormatter.ISO_LOCAL_TIME.format(time)) + "::TIME";
      case OffsetTime time -> quoted(ZONED_TIME.format(time)) + "::TIMETZ";
      case LocalDateTime at ->
          quoted(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at)) + "::TIMESTAMP";
      case OffsetDateTime at -> quoted(ZONED_MOMENT.format(at)) + "::TIMESTAMPTZ";
      case UUID uuid -> quoted(uuid) + "::UUID";
      case Interval i ->
          "(to_days(" + i.days() + ") + to_microseconds(" + i.micros() + "::BIGINT))";
      case KeyValues map -> "MAP(" + literal(map.keys()) + ", " + literal(map.values()) + ")";
      case List<?> list -> list(list);
      case Map<?, ?> map -> struct(map);
      default -> quoted(value);
    };
  }

  private static String bigType(BigInteger big) {
    if (big.signum() >= 0 && big.bitLength() <= 64) {
      return "UBIGINT";
    }
    return big.bitLength() <= 127 ? "HUGEINT" : "UHUGEINT";
  }

  /** JDBC would give 0.001 a type that is one digit narrower than DuckDB's Python package does. */
  private static String decimal(BigDecimal value) {
    int scale = Math.max(0, value.scale());
    int width = scale > value.precision() ? scale + 1 : Math.max(value.precision(), scale);
    return value.toPlainString() + "::DECIMAL(" + width + "," + scale + ")";
  }

  static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  private static String list(List<?> items) {
    boolean mixed =
        items.stream().anyMatch(String.class::isInstance)
            && items.stream().anyMatch(item -> item != null && !(item instanceof String));
    String suffix = mixed ? "::VARCHAR" : "";
    return items.stream()
        .map(item -> literal(item) + suffix)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String struct(Map<?, ?> fields) {
    return fields.isEmpty()
        ? "MAP {}"
        : fields.entrySet().stream()
            .map(e -> quoted(String.valueOf(e.getKey())) + ": " + literal(e.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
