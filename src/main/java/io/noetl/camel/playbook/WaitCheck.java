package io.noetl.camel.playbook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What can be told of a {@code wait} before it runs: fields without templates that can't be read.
 */
final class WaitCheck {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
  private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)?[T"
              + " ]?(\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?(Z|[+-]\\d\\d(:?\\d\\d)?)?");

  private WaitCheck() {}

  static void check(Fields fields, Problems problems) {
    for (String field : List.of("seconds", "timeout")) {
      Object value = fields.get(field);
      boolean wrong =
          value instanceof String text
              ? !isTemplate(text)
                  && !NUMBER.matcher(text.strip()).matches()
                  && Durations.of(text).isEmpty()
              : value != null && Durations.of(value).isEmpty();
      if (wrong) {
        problems.error(
            "PB0298",
            fields.pointer(field),
            "'%s' is %s.".formatted(field, Fields.describe(value)),
            "Write a number of seconds, or a duration as 90s, 30m, 1d12h.");
      }
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
