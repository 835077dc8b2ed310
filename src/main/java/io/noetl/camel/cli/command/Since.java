package io.noetl.camel.cli.command;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Reads the beginning of a time, as one writes it. */
final class Since {
  private Since() {}

  static LocalDateTime of(String text, LocalDateTime now) {
    if (text.matches("\\d{1,9}[smhdw]")) {
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> now.minusSeconds(count);
        case 'm' -> now.minusMinutes(count);
        case 'h' -> now.minusHours(count);
        case 'd' -> now.minusDays(count);
        default -> now.minusWeeks(count);
      };
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return LocalDateTime.parse(text + "T00:00");
    }
    try {
      return LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      return local(text);
    }
  }

  private static LocalDateTime local(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--since: '%s' (expected: like 30m, 12h, 7d, 2026-03-01 or 2026-03-01T08:00)"
              .formatted(text),
          e);
    }
  }
}
