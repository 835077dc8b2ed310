package io.noetl.camel.tool.flow;

import io.noetl.camel.execution.StepInput;
import io.noetl.camel.execution.approval.ApprovalReader;
import io.noetl.camel.execution.wait.Signal;
import io.noetl.camel.execution.wait.WaitRequest.Wanted;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.tool.ToolFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tool of kind {@code wait} or {@code approval} asks for.
 *
 * @param wanted what ends the wait
 * @param due when it is over whatever has come; null for never
 */
public record WaitFields(Wanted wanted, @Nullable Instant due) {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /**
   * Reads the fields.
   *
   * @param step the step's name
   * @param now when the wait begins
   * @throws ToolFailure when one can't be read
   */
  public static WaitFields of(String step, StepInput input, Instant now) throws ToolFailure {
    Reader fields = new Reader(step, input);
    Instant late = fields.late(now);
    if (input.kind().equals("approval")) {
      try {
        return new WaitFields(new Wanted.Ask(ApprovalReader.read(input.config())), late);
      } catch (ApprovalReader.Unreadable e) {
        throw new ToolFailure(
            "WT0104", "ValueError", "Step '%s': %s".formatted(step, e.getMessage()));
      }
    }
    Object signal = input.config().get("signal");
    if (signal != null) {
      String key = fields.name("key");
      return new WaitFields(new Wanted.Signal(fields.name("signal"), key), late);
    }
    Instant end =
        input.config().get("seconds") != null
            ? now.plus(fields.time("seconds"))
            : fields.until(now);
    if (late != null && late.isBefore(end)) {
      throw fields.wrong(
          "timeout",
          "a wait that is over at %s would never end well".formatted(end),
          "leave it out");
    }
    return new WaitFields(new Wanted.Time(), end);
  }

  private record Reader(String step, StepInput input) {

    /** When the step's time is over; null where nothing bounds it. */
    @Nullable Instant late(Instant now) throws ToolFailure {
      Duration own = null;
      for (String field : new String[] {"timeout", "timeout_seconds"}) {
        if (input.config().get(field) != null) {
          own = time(field);
        }
      }
      return Stream.of(Optional.ofNullable(own), Optional.ofNullable(input.timeout()))
          .flatMap(Optional::stream)
          .min(Duration::compareTo)
          .map(now::plus)
          .orElse(null);
    }

    Duration time(String field) throws ToolFailure {
      Object value = input.config().get(field);
      Optional<Duration> time = Durations.rendered(value).filter(t -> t.compareTo(LONGEST) <= 0);
      if (time.isEmpty()) {
        throw wrong(field, shown(value), "a number of seconds, or a duration as 90s, 30m, 1d12h");
      }
      return time.get();
    }

    String name(String field) throws ToolFailure {
      Object value = input.config().get(field);
      String text = value == null ? "" : String.valueOf(value);
      if (text.length() > Signal.LONGEST_NAME
          || text.indexOf('\0') >= 0
          || (field.equals("signal") && text.isBlank())) {
        throw wrong(
            field, shown(value), "a text of at most %d characters".formatted(Signal.LONGEST_NAME));
      }
      return text;
    }

    Instant until(Instant now) throws ToolFailure {
      Object value = input.config().get("until");
      String text = value == null ? "" : String.valueOf(value).strip();
      Optional<ZoneId> zone = zone();
      String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
      try {
        Optional<Instant> found = read(() -> OffsetDateTime.parse(iso).toInstant());
        if (found.isPresent()) {
          return found.get();
        }
        ZoneId in = zone.orElseThrow(() -> new DateTimeException("no zone"));
        return read(() -> LocalDateTime.parse(iso).atZone(in))
            .or(() -> read(() -> LocalDate.parse(iso).atStartOfDay(in)))
            .or(() -> read(() -> next(LocalTime.parse(iso), in, now)))
            .map(ZonedDateTime::toInstant)
            .orElseThrow(() -> new DateTimeException("no time"));
      } catch (DateTimeException e) {
        throw wrong(
            "until",
            shown(value),
            "a time with its offset, as 2026-12-24T18:00:00+01:00, or a date, a time or both with"
                + " `zone: Europe/Berlin`");
      }
    }

    /** The next time that clocks show this. */
    private static ZonedDateTime next(LocalTime time, ZoneId zone, Instant now) {
      ZonedDateTime today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone);
      return today.toInstant().isAfter(now)
          ? today
          : now.atZone(zone).toLocalDate().plusDays(1).atTime(time).atZone(zone);
    }

    private Optional<ZoneId> zone() throws ToolFailure {
      Object value = input.config().get("zone");
      if (value == null) {
        return Optional.empty();
      }
      Optional<ZoneId> zone = read(() -> ZoneId.of(String.valueOf(value).strip()));
      if (zone.isEmpty()) {
        throw wrong("zone", shown(value), "a zone as Europe/Berlin, UTC or +01:00");
      }
      return zone;
    }

    private static <T> Optional<T> read(java.util.function.Supplier<T> reading) {
      try {
        return Optional.of(reading.get());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    private static String shown(@Nullable Object value) {
      return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }

    ToolFailure wrong(String field, String found, String expected) {
      return new ToolFailure(
          "WT0101",
          "ValueError",
          "Step '%s': %s is %s (expected: %s)".formatted(step, field, found, expected));
    }
  }
}
