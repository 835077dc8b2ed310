package io.noetl.camel.execution;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long an HTTP answer asks its caller to wait: {@code Retry-After}, as seconds or as a date.
 */
final class RetryAfter {
  private RetryAfter() {}

  /** The seconds from now on; 0 where nothing is asked. */
  static double seconds(Outcome outcome, Instant now) {
    Object value =
        EventScope.result(outcome) instanceof Map<?, ?> result
                && result.get("headers") instanceof Map<?, ?> headers
            ? headers.get("retry-after")
            : null;
    return value == null ? 0 : seconds(value.toString().strip(), now);
  }

  private static double seconds(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Double.parseDouble(value);
    }
    @Nullable Instant until = date(value);
    return until == null ? 0 : Math.max(0, Duration.between(now, until).toMillis() / 1000.0);
  }

  private static @Nullable Instant date(String value) {
    try {
      return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
