package io.noetl.camel.component.python.duckdb;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;

/**
 * A date or a timestamp as Python takes it. Python has the years 1 to 9999: infinity is the last or
 * the first moment of them, others are text, as the package of PyPI gives them.
 *
 * @param at the moment, in years before our era too
 * @param infinite 1 or -1 where it is none but infinity; else 0
 */
record DuckDbMoment(LocalDateTime at, int infinite) {
  private static final int LAST_YEAR = 9999;
  private static final LocalDateTime LAST =
      LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 59, 999_999_000);
  private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

  /** No count of microseconds reaches them: what does is infinity in milliseconds or seconds. */
  private static final int BEYOND = 292_000_000;

  /** Before this, in milliseconds, an SQL timestamp may be of the era before ours. */
  private static final long OUR_ERA = -62_135_000_000_000L;

  private static final List<LocalDateTime> INFINITE =
      List.of(
          LocalDateTime.parse("+294247-01-10T04:00:54.775807"),
          LocalDateTime.parse("-290308-12-21T19:59:05.224193"));

  private static final List<LocalDateTime> INFINITE_NANOS =
      List.of(
          LocalDateTime.parse("2262-04-11T23:47:16.854775807"),
          LocalDateTime.parse("1677-09-21T00:12:43.145224193"));

  static DuckDbMoment of(LocalDate date) {
    long day = date.toEpochDay();
    int infinite = Math.abs(day) == Integer.MAX_VALUE ? Long.signum(day) : 0;
    return new DuckDbMoment(date.atStartOfDay(), infinite);
  }

  /**
   * @param type DuckDB's name of its type
   */
  static DuckDbMoment of(LocalDateTime at, String type) {
    List<LocalDateTime> ends = type.startsWith("TIMESTAMP_NS") ? INFINITE_NANOS : INFINITE;
    boolean infinite = ends.contains(at) || Math.abs(at.getYear()) >= BEYOND;
    return new DuckDbMoment(
        at, infinite ? at.isAfter(FIRST) && !at.equals(ends.get(1)) ? 1 : -1 : 0);
  }

  /** JDBC's timestamps tell the year of an era, and the era elsewhere. */
  static DuckDbMoment of(Timestamp timestamp, String type) {
    LocalDateTime at = timestamp.toLocalDateTime();
    if (timestamp.getTime() < OUR_ERA) {
      Calendar calendar = new GregorianCalendar();
      calendar.setTime(timestamp);
      if (calendar.get(Calendar.ERA) == GregorianCalendar.BC) {
        at = at.withYear(1 - at.getYear());
      }
    }
    return of(at, type);
  }

  /** Whether Python has such a moment, as it is. */
  boolean isInPython() {
    return infinite == 0 && at.getYear() >= 1 && at.getYear() <= LAST_YEAR;
  }

  /** The moment that Python has in its place; only where {@link #isText()} is false. */
  LocalDateTime inPython() {
    return switch (infinite) {
      case 1 -> LAST;
      case -1 -> FIRST;
      default -> at;
    };
  }

  boolean isText() {
    return infinite == 0 && !isInPython();
  }

  String date() {
    int year = at.getYear();
    return "%04d-%02d-%02d"
            .formatted(year < 1 ? 1 - year : year, at.getMonthValue(), at.getDayOfMonth())
        + (year < 1 ? " (BC)" : "");
  }

  String dateAndTime() {
    int micros = at.get(ChronoField.MICRO_OF_SECOND);
    String time = at.format(DateTimeFormatter.ofPattern("HH:mm:ss"));
    return date()
        + " "
        + time
        + (micros == 0 ? "" : ".%06d".formatted(micros).replaceFirst("0+$", ""));
  }
}
