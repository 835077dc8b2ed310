package io.noetl.camel.playbook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 250ms}, or seconds. */
public final class Durations {
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
  private static final Pattern PART = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

  private Durations() {}

  /** Reads one; empty for what is none. */
  public static Optional<Duration> of(@Nullable Object value) {
    return switch (value) {
      case Number number when number.doubleValue() >= 0 && number.doubleValue() < 1e10 ->
          Optional.of(scaled(Duration.ofSeconds(1), number.doubleValue()));
      case String text -> ofText(text.strip());
      case null, default -> Optional.empty();
    };
  }

  /** Reads one that a template may have given: seconds as text, too. */
  public static Optional<Duration> rendered(@Nullable Object value) {
    return of(
        value instanceof String text && SECONDS.matcher(text.strip()).matches()
            ? (Object) Double.valueOf(text.strip())
            : value);
  }

  private static Optional<Duration> ofText(String text) {
    Matcher parts = PART.matcher(text);
    Duration all = Duration.ZERO;
    int end = 0;
    while (parts.lookingAt()) {
      Duration unit = UNITS.get(parts.group(2));
      if (unit == null) {
        return Optional.empty();
      }
      all = all.plus(scaled(unit, Double.parseDouble(parts.group(1))));
      end = parts.end();
      parts.region(end, text.length());
    }
    return end > 0 && end == text.length() ? Optional.of(all) : Optional.empty();
  }

  private static Duration scaled(Duration unit, double times) {
    return Duration.ofNanos(Math.round(unit.toNanos() * times));
  }

  /** Writes one: {@code 1m30s}. */
  public static String text(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    part(text, time.toHours(), "h");
    part(text, time.toMinutesPart(), "m");
    part(text, time.toSecondsPart(), "s");
    part(text, time.toMillisPart(), "ms");
    return text.isEmpty() ? "under 1ms" : text.toString();
  }

  private static void part(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
