package io.noetl.camel.playbook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is written in other ways in other generations of the language. */
final class Dialects {
  private Dialects() {}

  /** Warns of a name of February's draft. */
  static void renamed(Fields fields, String key, String instead, Problems problems) {
    problems.warning(
        "PB0260",
        fields.pointer(key),
        "'" + key + "' is a name of an older draft; it is read as what it is called today.",
        "Write `" + instead + "`.");
  }

  /** Whether a field holds a template. */
  static boolean isTemplate(@Nullable Object value) {
    return value instanceof String text && ConditionText.isTemplate(text);
  }

  /**
   * A time in seconds: a number, or a text like {@code 30s}, {@code 5m}, {@code 250ms}; null, with
   * a problem, for anything else.
   */
  static @Nullable Double seconds(Fields fields, String key, Problems problems) {
    Object value = fields.get(key);
    if (value instanceof Number number && number.doubleValue() > 0) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      String low = text.strip().toLowerCase(Locale.ROOT);
      if (low.matches("\\d+(\\.\\d+)?(ms|s|m|h)?")) {
        String number = low.replaceAll("[a-z]", "");
        double unit =
            low.endsWith("ms") ? 0.001 : low.endsWith("m") ? 60 : low.endsWith("h") ? 3600 : 1;
        return Double.parseDouble(number) * unit;
      }
    }
    problems.error(
        "PB0102",
        fields.pointer(key),
        "'" + key + "' has to be a time, found " + Fields.describe(value) + ".",
        "Write seconds, or a text like 30s or 5m.");
    return null;
  }
}
