package io.noetl.camel.playbook;

import io.noetl.camel.playbook.BusinessKey.WhenTaken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code executor.spec.key}: a template, or {@code {value, unique, when_taken}}. */
final class BusinessKeyParser {
  static final Set<String> KNOWN = Set.of("value", "unique", "when_taken");

  private static final String NAME = "key";
  private static final String CODE = "PB0333";
  private static final String CURE =
      "Write `key: \"{{ workload.order }}\"`, or `key: {value: \"{{ workload.order }}\", unique:"
          + " true}`.";

  private final Problems problems;

  BusinessKeyParser(Problems problems) {
    this.problems = problems;
  }

  @Nullable BusinessKey parse(Fields spec) {
    return switch (spec.get(NAME)) {
      case null -> null;
      case Map<?, ?> map -> of(new Fields(spec.values(NAME), spec.pointer(NAME), problems));
      case List<?> list -> {
        problems.error(CODE, spec.pointer(NAME), "'key' is " + Fields.describe(list) + ".", CURE);
        yield null;
      }
      case Object value -> new BusinessKey(value.toString(), null, spec.pointer(NAME));
    };
  }

  private @Nullable BusinessKey of(Fields inner) {
    inner.warnUnknown(KNOWN, "'key'");
    boolean unique = inner.flag("unique", false);
    WhenTaken whenTaken = whenTaken(inner);
    if (inner.has("when_taken") && !unique) {
      problems.error(
          CODE,
          inner.pointer("when_taken"),
          "'when_taken' has no effect: many executions may have this key at a time.",
          "Write `unique: true` beside it, or remove it.");
    }
    String value = inner.text("value");
    if (value == null) {
      problems.error(CODE, inner.pointer(), "'key' has no 'value'.", CURE);
      return null;
    }
    return new BusinessKey(value, unique ? whenTaken : null, inner.pointer("value"));
  }

  private WhenTaken whenTaken(Fields inner) {
    String value = inner.text("when_taken");
    if (value == null) {
      return WhenTaken.FAIL;
    }
    if (!WhenTaken.keys().contains(value)) {
      problems.error(
          CODE,
          inner.pointer("when_taken"),
          "'when_taken' is " + Fields.describe(value) + ".",
          "Write fail (the start is refused, the default) or existing (it is answered with the open"
              + " execution).");
      return WhenTaken.FAIL;
    }
    return WhenTaken.valueOf(value.toUpperCase(Locale.ROOT));
  }
}
