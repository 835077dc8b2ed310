package io.noetl.camel.playbook;

import io.noetl.camel.playbook.Rate.Period;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code executor.spec.rate}: {@code {limit, per, key}}. */
final class RateParser {
  static final Set<String> KNOWN = Set.of("limit", "per", "key");

  private static final String NAME = "rate";
  private static final String CODE = "PB0334";
  private static final String CURE = "Write `rate: {limit: 10, per: minute}`.";

  private final Problems problems;

  RateParser(Problems problems) {
    this.problems = problems;
  }

  @Nullable Rate parse(Fields spec) {
    Object given = spec.get(NAME);
    if (given == null) {
      return null;
    }
    String pointer = spec.pointer(NAME);
    if (!(given instanceof Map)) {
      problems.error(CODE, pointer, "'rate' is " + Fields.describe(given) + ".", CURE);
      return null;
    }
    Fields inner = new Fields(spec.values(NAME), pointer, problems);
    inner.warnUnknown(KNOWN, "'rate'");
    Period per = per(inner);
    if (inner.get("limit") == null) {
      problems.error(CODE, pointer, "'rate' has no 'limit'.", CURE);
      return null;
    }
    int limit = inner.whole("limit", 1, 1);
    return per == null ? null : new Rate(limit, per, inner.text("key"), pointer);
  }

  private @Nullable Period per(Fields inner) {
    String value = inner.text("per");
    if (value == null || !Period.keys().contains(value)) {
      problems.error(
          CODE,
          value == null ? inner.pointer() : inner.pointer("per"),
          value == null ? "'rate' has no 'per'." : "'per' is " + Fields.describe(value) + ".",
          "Write `per:` with second, minute or hour.");
      return null;
    }
    return Period.valueOf(value.toUpperCase(Locale.ROOT));
  }
}
