package io.noetl.camel.store.retention;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An age as people write it: {@code 30d}, {@code 12h}, {@code 90m}, {@code 2w}, {@code P30D}. */
public final class Age {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhdw])");

  private Age() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Duration parse(String text) {
    Matcher form = SHORT.matcher(text.strip());
    if (form.matches()) {
      long number = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofDays(7 * number);
      };
    }
    try {
      Duration age = Duration.parse(text.strip());
      if (!age.isNegative()) {
        return age;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no age (expected: like 30d, 12h, 2w or P30D)");
  }
}
