package io.noetl.camel.component.python.duckdb;

import io.noetl.camel.component.python.marshal.PyTuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that Python gave: either a value that JDBC can bind, or an SQL expression for what it
 * can't (lists, dicts, intervals, big integers, times with a zone).
 *
 * @param value what to bind, where there is no expression
 * @param expression SQL for it; null where the value can be bound
 */
record SqlParameter(@Nullable Object value, @Nullable String expression) {

  /** Whether JDBC can bind it. */
  boolean bindable() {
    return expression == null;
  }

  /** From what {@code duckdb.py} encodes: plain values, and tuples whose first item is a tag. */
  static SqlParameter of(@Nullable Object encoded) {
    return switch (encoded) {
      case Long n when n == n.intValue() -> bound(n.intValue());
      case BigInteger big -> new SqlParameter(null, literal(big));
      case List<?> list -> new SqlParameter(null, literal(list));
      case PyTuple tagged -> tagged(tagged.items());
      case null, default -> bound(encoded);
    };
  }

  private static SqlParameter bound(@Nullable Object value) {
    return new SqlParameter(value, null);
  }

  private static SqlParameter tagged(List<?> items) {
    String text = String.valueOf(items.get(1));
    return switch (String.valueOf(items.get(0))) {
      case "D" -> decimalParameter(new BigDecimal(text));
      case "d" -> bound(LocalDate.parse(text));
      case "t" -> bound(LocalTime.parse(text));
      case "T" -> bound(LocalDateTime.parse(text));
      case "Z" -> bound(OffsetDateTime.parse(text));
      case "u" -> bound(UUID.fromString(text));
      default -> new SqlParameter(null, literal(new PyTuple(items)));
    };
  }

  /** JDBC gives a number like 0.001 a type that is one digit narrower than Python's package does. */
  private static SqlParameter decimalParameter(BigDecimal value) {
    return value.scale() > value.precision()
        ? new SqlParameter(null, decimal(value))
        : bound(value);
  }

  /** The value as SQL that has DuckDB's type for it. */
  static String literal(@Nullable Object encoded) {
    return switch (encoded) {
      case null -> "NULL";
      case Boolean b -> b ? "true" : "false";
      case BigInteger big -> big + "::" + bigType(big);
      case Long n -> n.toString();
      case Double d -> "'" + d + "'::DOUBLE";
      case String text -> quoted(text);
      case byte[] bytes -> "from_hex('" + HexFormat.of().formatHex(bytes) + "')";
      case List<?> list -> list(list);
      case PyTuple tagged -> taggedLiteral(tagged.items());
      default -> throw new IllegalArgumentException("parameter: " + encoded);
    };
  }

  private static String bigType(BigInteger big) {
    if (big.signum() >= 0 && big.bitLength() <= 64) {
      return "UBIGINT";
    }
    return big.bitLength() <= 127 ? "HUGEINT" : "UHUGEINT";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
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

  private static String taggedLiteral(List<?> items) {
    String text = String.valueOf(items.get(1));
    return switch (String.valueOf(items.get(0))) {
      case "D" -> decimal(new BigDecimal(text));
      case "d" -> quoted(text) + "::DATE";
      case "t" -> quoted(text) + "::TIME";
      case "tz" -> quoted(text) + "::TIMETZ";
      case "T" -> quoted(text) + "::TIMESTAMP";
      case "Z" -> quoted(text) + "::TIMESTAMPTZ";
      case "u" -> quoted(text) + "::UUID";
      case "i" ->
          "(to_days(" + items.get(1) + ") + to_microseconds(" + items.get(2) + "::BIGINT))";
      case "m" -> struct((List<?>) items.get(1));
      case "M" ->
          "MAP(" + literal(items.get(1)) + ", " + literal(items.get(2)) + ")";
      default -> throw new IllegalArgumentException("parameter tag: " + items.get(0));
    };
  }

  private static String decimal(BigDecimal value) {
    int scale = Math.max(0, value.scale());
    int width = scale > value.precision() ? scale + 1 : Math.max(value.precision(), scale);
    return value.toPlainString() + "::DECIMAL(" + width + "," + scale + ")";
  }

  private static String struct(List<?> pairs) {
    if (pairs.isEmpty()) {
      return "MAP {}";
    }
    return pairs.stream()
        .map(pair -> (List<?>) pair)
        .map(pair -> quoted(String.valueOf(pair.get(0))) + ": " + literal(pair.get(1)))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
