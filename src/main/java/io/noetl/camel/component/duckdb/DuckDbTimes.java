package io.noetl.camel.component.duckdb;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Dates and times of DuckDB as text: ISO 8601, and {@code infinity} and {@code -infinity}, which
 * the driver gives as the last and the first moment that the type's number can hold.
 */
final class DuckDbTimes {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  /** What the numbers of TIMESTAMP, TIMESTAMP_NS and TIMESTAMP_MS count. */
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.MICROS, ChronoUnit.NANOS, ChronoUnit.MILLIS);

  /** Beyond DuckDB's TIMESTAMP: java.sql's one, of milliseconds, has lost its era there. */
  private static final int LAST_YEAR = 294_247;

  private DuckDbTimes() {}

  static String text(LocalDate date) {
    long day = date.toEpochDay();
    return day == Integer.MAX_VALUE
        ? "infinity"
        : day == -Integer.MAX_VALUE ? "-infinity" : date.toString();
  }

  static String text(OffsetDateTime time) {
    return text(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), time.toString());
  }

  static String text(Timestamp timestamp) {
    LocalDateTime time = local(timestamp);
    return text(time, time.toString());
  }

  private static String text(LocalDateTime time, String otherwise) {
    for (ChronoUnit unit : UNITS) {
      if (time.equals(EPOCH.plus(Long.MAX_VALUE, unit))) {
        return "infinity";
      }
      if (time.equals(EPOCH.plus(-Long.MAX_VALUE, unit))) {
        return "-infinity";
      }
    }
    return otherwise;
  }

  /** The time on the clock; java.sql's conversion takes years before Christ for those after it. */
  @SuppressWarnings("deprecation") // its fields are the time as it was written
  private static LocalDateTime local(Timestamp timestamp) {
    int year = timestamp.getYear() + 1900;
    if (Math.abs((long) year) > LAST_YEAR) {
      throw new DateTimeException("a year beyond " + LAST_YEAR);
    }
    boolean before = timestamp.getTime() < Timestamp.valueOf("0001-01-01 00:00:00").getTime();
    return LocalDateTime.of(
        before && year > 0 ? 1 - year : year,
        timestamp.getMonth() + 1,
        timestamp.getDate(),
        timestamp.getHours(),
        timestamp.getMinutes(),
        timestamp.getSeconds(),
        timestamp.getNanos());
  }
}
