package io.noetl.camel.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be told of a {@code wait} or an {@code approval} before it runs: fields without
 * templates that can't be read.
 */
final class WaitCheck {
  private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)?[T"
              + " ]?(\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?(Z|[+-]\\d\\d(:?\\d\\d)?)?");

  private WaitCheck() {}

  static void check(Fields fields, Problems problems) {
    for (String field : List.of("seconds", "timeout", "remind")) {
      Object value = fields.get(field);
      if (value == null || (value instanceof String text && isTemplate(text))) {
        continue;
      }
      Optional<Duration> time = Durations.rendered(value);
      if (time.isEmpty()) {
        problems.error(
            "PB0298",
            fields.pointer(field),
            "'%s' is %s.".formatted(field, Fields.describe(value)),
            "Write a number of seconds, or a duration as 90s, 30m, 1d12h.");
      } else if (field.equals("remind") && time.get().compareTo(Notify.SHORTEST_REMIND) < 0) {
        problems.error(
            "PB0298",
            fields.pointer(field),
            "'remind' is %s, too often for people.".formatted(Fields.describe(value)),
            "Write a minute or more, as 4h; a bare number is seconds.");
      }
    }
    if (fields.get("form") != null) {
      new FormCheck(problems).check(fields.get("form"), fields.pointer("form"));
    }
    if (fields.get("until") instanceof String text && !isTemplate(text)) {
      until(text.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T"), fields, problems);
    }
  }

  private static void until(String text, Fields fields, Problems problems) {
    boolean time = !text.isEmpty() && TIME.matcher(text).matches();
    if (!time || (!fields.has("zone") && !OFFSET.matcher(text).matches())) {
      problems.error(
          "PB0299",
          fields.pointer("until"),
          time
              ? "'until' is '%s', which is another moment in each zone.".formatted(text)
              : "'until' is '%s', which is no time.".formatted(text),
          "Write the offset, as 2026-12-24T18:00:00+01:00, or `zone: Europe/Berlin` beside it.");
    }
  }

  private static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%");
  }
}
