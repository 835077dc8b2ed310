package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** Python's {@code format(value, specification)}. */
final class Formatting {
  private Formatting() {}

  static String format(@Nullable Object value, String specification, Meter meter) {
    if (specification.isEmpty()) {
      return Str.of(value);
    }
    if (value == null || (!Types.isText(value) && !Numbers.isReal(value))) {
      throw PyError.type(
          "unsupported format string passed to " + Types.name(value) + ".__format__");
    }
    FormatSpec spec = FormatSpec.of(specification, Types.name(value), meter);
    if (Types.isText(value)) {
      return text(Types.text(value), spec);
    }
    return Numbers.isInt(value)
        ? NumberFormat.integer(value, spec, meter)
        : NumberFormat.real(Numbers.real(value), spec, "float", meter);
  }

  private static String text(String text, FormatSpec spec) {
    if (spec.type() != 0 && spec.type() != 's') {
      throw NumberFormat.unknownCode(spec.type(), "str");
    }
    if (spec.sign() != 0) {
      throw PyError.value(
          spec.sign() == ' '
              ? "Space not allowed in string format specifier"
              : "Sign not allowed in string format specifier");
    }
    spec.refusePositiveZero("string");
    if (spec.alternate()) {
      throw PyError.value("Alternate form (#) not allowed in string format specifier");
    }
    if (spec.grouping() != 0) {
      throw PyError.value("Cannot specify '" + spec.grouping() + "' with 's'.");
    }
    if (spec.align() == '=' && spec.fill() != '0') {
      throw PyError.value("'=' alignment not allowed in string format specifier");
    }
    String part = spec.precision() < 0 ? text : Text.part(text, 0, spec.precision());
    return spec.align() == '='
        ? new FormatSpec('0', '<', (char) 0, false, false, spec.width(), (char) 0, -1, (char) 0)
            .pad(part, '<')
        : spec.pad(part, '<');
  }
}
