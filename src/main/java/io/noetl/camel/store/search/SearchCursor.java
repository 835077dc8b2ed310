package io.noetl.camel.store.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last execution of a page: the next page begins behind it, whatever was started since. */
public record SearchCursor(Instant startTime, long executionId) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,17})-(\\d{1,19})");

  static SearchCursor behind(OffsetDateTime startTime, long executionId) {
    return new SearchCursor(startTime.toInstant(), executionId);
  }

  /** What {@link #text} gave; empty for anything else. */
  public static Optional<SearchCursor> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SearchCursor(
              Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
              Long.parseLong(parts.group(2))));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The cursor as clients send it back. */
  public String text() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, startTime) + "-" + executionId;
  }
}
