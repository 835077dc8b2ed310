package io.noetl.camel.store;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Times as NoETL's clients read them: ISO 8601 with seconds, and microseconds where there are any.
 */
public final class IsoTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

  private IsoTime() {}

  /** Without an offset: {@code 2026-11-23T22:45:41.176276}. */
  public static String local(LocalDateTime time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(time);
  }

  /** UTC without an offset, as in event and execution rows; null stays null. */
  public static @Nullable String local(@Nullable OffsetDateTime time) {
    return time == null
        ? null
        : local(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
  }

  /** UTC with {@code +00:00}. */
  public static String offset(OffsetDateTime time) {
    return local(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "+00:00";
  }

  /** UTC with {@code Z}. */
  public static String zulu(OffsetDateTime time) {
    return local(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "Z";
  }
}
