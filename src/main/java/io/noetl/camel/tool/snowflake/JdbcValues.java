package io.noetl.camel.tool.snowflake;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a JDBC driver gives, as JSON-like value. */
final class JdbcValues {

  private JdbcValues() {}

  static @Nullable Object toJson(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case BigDecimal number when number.scale() > 0 -> number.doubleValue();
      case BigDecimal number -> whole(number.toBigInteger());
      case BigInteger number -> whole(number);
      case Float number -> finite(Double.parseDouble(number.toString()));
      case Double number -> finite(number);
      case Number number -> number.longValue();
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case Timestamp timestamp -> timestamp.toLocalDateTime().toString();
      case Date date -> date.toLocalDate().toString();
      case Time time -> time.toLocalTime().toString();
      default -> value.toString();
    };
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private static Object finite(double number) {
    return Double.isFinite(number) ? (Object) number : String.valueOf(number);
  }
}
