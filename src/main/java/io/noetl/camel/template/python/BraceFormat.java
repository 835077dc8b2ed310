package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code str.format}: {@code "{0.name[key]!r:>10} {named}"}. */
final class BraceFormat {
  private static final int MAX_NESTING = 2;

  private final @Nullable Object @Nullable [] positional;
  private final Map<?, ?> named;
  private final boolean escape;
  private final Meter meter;
  private int automatic;
  private boolean manual;

  /**
   * A format's arguments.
   *
   * @param positional null where there cannot be any
   * @param escape whether values are escaped, as the format is a Markup
   */
  BraceFormat(
      @Nullable Object @Nullable [] positional, Map<?, ?> named, boolean escape, Meter meter) {
    this.positional = positional;
    this.named = named;
    this.escape = escape;
    this.meter = meter;
  }

  String format(String format) {
    return format(format, MAX_NESTING);
  }

  private String format(String format, int depth) {
    if (depth < 0) {
      throw PyError.value("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      boolean twice = at < format.length() && format.charAt(at) == c;
      if (c == '}' || (c == '{' && (twice || at == format.length()))) {
        if (!twice) {
          throw PyError.value("Single '" + c + "' encountered in format string");
        }
        out.append(c);
        at++;
      } else if (c == '{') {
        int end = fieldEnd(format, at);
        out.append(field(format.substring(at, end), depth));
        at = end + 1;
      } else {
        out.append(c);
      }
      meter.text(out.length());
    }
    return out.toString();
  }

  /** The offset of the brace that ends the field whose inside begins at an offset. */
  private static int fieldEnd(String format, int start) {
    int open = 1;
    boolean bracket = false;
    boolean named = true;
    for (int at = start; at < format.length(); at++) {
      char c = format.charAt(at);
      if (named && c == '[') {
        bracket = true;
      } else if (named && c == ']') {
        bracket = false;
      } else if (!bracket && (c == ':' || c == '!')) {
        named = false;
      } else if (!bracket && c == '{') {
        if (named) {
          throw PyError.value("unexpected '{' in field name");
        }
        open++;
      } else if (!bracket && c == '}' && --open == 0) {
        return at;
      }
    }
    throw PyError.value("expected '}' before end of string");
  }

  private String field(String field, int depth) {
    int nameEnd = nameEnd(field);
    Object value = value(field.substring(0, nameEnd));
    String rest = field.substring(nameEnd);
    if (rest.startsWith("!")) {
      if (rest.length() == 1) {
        throw PyError.value("end of string while looking for conversion specifier");
      }
      if (rest.length() > 2 && rest.charAt(2) != ':') {
        throw PyError.value("expected ':' after conversion specifier");
      }
      value = converted(value, rest.charAt(1));
      rest = rest.substring(2);
    }
    String spec = rest.isEmpty() ? "" : format(rest.substring(1), depth - 1);
    return escape ? escaped(value, spec) : Formatting.format(value, spec, meter);
  }

  private String escaped(@Nullable Object value, String spec) {
    if (value instanceof Markup markup) {
      if (!spec.isEmpty()) {
        throw PyError.value("Unsupported format specification for Markup.");
      }
      return markup.text();
    }
    return Html.escape(Formatting.format(value, spec, meter)).text();
  }

  private static int nameEnd(String field) {
    boolean bracket = false;
    for (int at = 0; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '[') {
        bracket = true;
      } else if (c == ']') {
        bracket = false;
      } else if (!bracket && (c == ':' || c == '!')) {
        return at;
      }
    }
    return field.length();
  }

  private static Object converted(@Nullable Object value, char conversion) {
    return switch (conversion) {
      case 's' -> Str.of(value);
      case 'r' -> Repr.of(value);
      case 'a' -> PercentFormat.ascii(Repr.of(value));
      default -> throw PyError.value("Unknown conversion specifier " + conversion);
    };
  }

  private @Nullable Object value(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Object value = argument(name.substring(0, end));
    int at = end;
    while (at < name.length()) {
      boolean attribute = name.charAt(at) == '.';
      if (!attribute && name.charAt(at) != '[') {
        throw PyError.value("Only '.' or '[' may follow ']' in format field specifier");
      }
      int partEnd = attribute ? attributeEnd(name, at + 1) : name.indexOf(']', at);
      if (partEnd < 0) {
        throw PyError.value("Missing ']' in format string");
      }
      String part = name.substring(at + 1, partEnd);
      if (part.isEmpty()) {
        throw PyError.value("Empty attribute in format string");
      }
      value = attribute ? attribute(value, part) : item(value, part);
      at = attribute ? partEnd : partEnd + 1;
    }
    return value;
  }

  private static int attributeEnd(String name, int start) {
    int at = start;
    while (at < name.length() && name.charAt(at) != '.' && name.charAt(at) != '[') {
      at++;
    }
    return at;
  }

  private @Nullable Object argument(String key) {
    boolean number = !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!key.isEmpty() && !number) {
      Object value = Dicts.get(named, key);
      if (Names.isMissing(value)) {
        throw PyError.key(key);
      }
      return value;
    }
    if (positional == null) {
      throw PyError.value("Format string contains positional fields");
    }
    if (number ? automatic > 0 : manual) {
      throw PyError.value(
          number
              ? "cannot switch from automatic field numbering to manual field specification"
              : "cannot switch from manual field specification to automatic field numbering");
    }
    manual |= number;
    int index = number ? smallNumber(key) : automatic++;
    if (index >= positional.length) {
      throw PyError.index("Replacement index " + index + " out of range for positional args tuple");
    }
    return positional[index];
  }

  private static int smallNumber(String digits) {
    if (digits.length() > 9) {
      throw PyError.value("Too many decimal digits in format string");
    }
    return Integer.parseInt(digits);
  }

  private static @Nullable Object attribute(@Nullable Object value, String name) {
    Object attribute = Attributes.attribute(value, name);
    if (Names.isMissing(attribute)) {
      throw new PyError(
          "AttributeError", "'" + Types.name(value) + "' object has no attribute '" + name + "'");
    }
    return attribute;
  }

  private static @Nullable Object item(@Nullable Object value, String key) {
    boolean number = key.chars().allMatch(c -> c >= '0' && c <= '9');
    return Subscript.get(value, number ? (Object) (long) smallNumber(key) : key);
  }
}
