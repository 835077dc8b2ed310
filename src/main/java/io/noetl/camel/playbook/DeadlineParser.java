package io.noetl.camel.playbook;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code deadline}: how long an execution may take ({@code 2h}, {@code {after: 2h}}), or when
 * it should have ended ({@code {at: "06:30", zone: Europe/Berlin}}).
 */
final class DeadlineParser {
  private static final String NAME = "deadline";
  private static final String AFTER = "`deadline: 2h`, or `deadline: {after: 2h}`";
  private static final String AT = "`deadline: {at: \"06:30\", zone: Europe/Berlin}`";

  private final Problems problems;

  DeadlineParser(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param fields the playbook, or its {@code executor.spec}
   */
  @Nullable Deadline parse(Fields fields) {
    Object given = fields.get(NAME);
    if (given == null) {
      return null;
    }
    if (!(given instanceof Map)) {
      return after(fields, NAME);
    }
    Fields inner = new Fields(fields.values(NAME), fields.pointer(NAME), problems);
    inner.warnUnknown(Set.of("after", "at", "zone"), "'deadline'");
    if (inner.has("after") == inner.has("at")) {
      problems.error(
          "PB0332",
          inner.pointer(),
          inner.has("at")
              ? "'deadline' says both 'after' and 'at'."
              : "'deadline' does not say when.",
          "Write " + AFTER + ", or " + AT + ".");
      return null;
    }
    return inner.has("after") ? after(inner, "after") : at(inner);
  }

  private @Nullable Deadline after(Fields fields, String key) {
    Object value = fields.get(key);
    Deadline deadline =
        Durations.of(value)
            .filter(time -> time.isPositive())
            .<Deadline>map(Deadline.After::new)
            .orElse(null);
    if (deadline == null) {
      problems.error(
          "PB0332",
          fields.pointer(key),
          "'" + key + "' is " + Fields.describe(value) + ", which is no time to take.",
          "Write " + AFTER + ".");
    }
    return deadline;
  }

  private @Nullable Deadline at(Fields fields) {
    String text = String.valueOf(fields.get("at"));
    ZoneId zone = zone(fields);
    try {
      return text.contains("T")
          ? new Deadline.On(OffsetDateTime.parse(text).toInstant())
          : new Deadline.At(LocalTime.parse(text), zone);
    } catch (DateTimeException e) {
      problems.error(
          "PB0332",
          fields.pointer("at"),
          "'at' is "
              + Fields.describe(fields.get("at"))
              + ", which is no time of day and no moment.",
          "Write " + AT + ", or a moment: `at: \"2026-12-24T06:00:00+01:00\"`.");
      return null;
    }
  }

  private ZoneId zone(Fields fields) {
    String name = fields.text("zone");
    try {
      return ZoneId.of(name == null ? "UTC" : name);
    } catch (DateTimeException e) {
      problems.error(
          "PB0332",
          fields.pointer("zone"),
          "'zone' is '" + name + "', which is no time zone.",
          Nearest.hint(name == null ? "" : name, List.copyOf(ZoneId.getAvailableZoneIds())));
      return ZoneId.of("UTC");
    }
  }
}
