package io.noetl.camel.template.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code format % values}: {@code "%5.1f%% of %(name)s"}. */
public final class PercentFormat {
  private final String format;
  private final @Nullable Object values;
  private final boolean mapping;
  private final boolean escape;
  private final Meter meter;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int taken;

  private PercentFormat(String format, @Nullable Object values, boolean escape, Meter meter) {
    this.format = format;
    this.values = values;
    this.escape = escape;
    this.meter = meter;
    this.mapping =
        values instanceof Map<?, ?>
            || (values instanceof List<?> && !(values instanceof Tuple))
            || (values instanceof PyObject object && object.subscriptable());
  }

  /** Formats a value, or the values of a tuple or a dict, by a text or a Markup. */
  public static Object format(Object format, @Nullable Object values, Meter meter) {
    boolean markup = format instanceof Markup;
    String text = new PercentFormat(Types.text(format), values, markup, meter).run();
    return markup ? new Markup(text) : text;
  }

  private String run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        conversion();
        meter.text(out.length());
      } else {
        out.append(c);
      }
    }
    boolean left = values instanceof Tuple tuple ? taken < tuple.size() : taken == 0;
    if (left && !mapping) {
      throw PyError.type("not all arguments converted during string formatting");
    }
    return out.toString();
  }

  private void conversion() {
    if (peek() == '%') {
      at++;
      out.append('%');
      return;
    }
    boolean named = peek() == '(';
    Object value = named ? named() : null;
    String flags = flags();
    int width = peek() == '*' ? star() : number();
    boolean left = flags.contains("-") || width < 0;
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = peek() == '*' ? Math.max(0, star()) : number();
    }
    if (peek() == 'h' || peek() == 'l' || peek() == 'L') {
      at++;
    }
    if (at >= format.length()) {
      throw PyError.value("incomplete format");
    }
    int type = format.codePointAt(at);
    int index = format.codePointCount(0, at);
    at += Character.charCount(type);
    if ("diouxXeEfFgGcrsa".indexOf(type) < 0) {
      if (!named) {
        next();
      }
      throw PyError.value(
          String.format(
              "unsupported format character '%s' (0x%x) at index %d",
              type > 31 && type < 128 ? Character.toString(type) : "?", type, index));
    }
    if (!named) {
      value = next();
    }
    meter.text(Math.max(Math.abs((long) width), precision));
    new Conversion(flags, left, Math.abs(width), precision, (char) type, escape).write(value, out);
  }

  private @Nullable Object named() {
    if (!mapping) {
      throw PyError.type("format requires a mapping");
    }
    int start = ++at;
    int open = 1;
    while (at < format.length() && open > 0) {
      char c = format.charAt(at++);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (open > 0) {
      throw PyError.value("incomplete format key");
    }
    return Subscript.get(values, format.substring(start, at - 1));
  }

  private @Nullable Object next() {
    int index = taken++;
    if (values instanceof Tuple tuple) {
      if (index < tuple.size()) {
        return tuple.get(index);
      }
    } else if (index == 0) {
      return values;
    }
    throw PyError.type("not enough arguments for format string");
  }

  private String flags() {
    int start = at;
    while ("-+ #0".indexOf(peek()) >= 0) {
      at++;
    }
    return format.substring(start, at);
  }

  private int star() {
    at++;
    Object value = next();
    if (!Numbers.isInt(value)) {
      throw PyError.type("* wants int");
    }
    return Numbers.index(value);
  }

  private int number() {
    long value = 0;
    while (Character.digit(peek(), 10) >= 0 && peek() < 128) {
      value = value * 10 + peek() - '0';
      at++;
      if (value > Integer.MAX_VALUE) {
        throw PyError.value("width too big");
      }
    }
    return (int) value;
  }

  private char peek() {
    return at < format.length() ? format.charAt(at) : 1;
  }

  /** Python's {@code ascii}: what is beyond it as escapes. */
  static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                out.append((char) c);
              } else {
                String pattern = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
                out.append(String.format(pattern, c));
              }
            });
    return out.toString();
  }

  /** One conversion, once it is read. */
  private record Conversion(
      String flags, boolean left, int width, int precision, char type, boolean escape) {

    void write(@Nullable Object value, StringBuilder out) {
      String text =
          switch (type) {
            case 's' -> cut(escape ? Html.escape(value).text() : Str.of(value));
            case 'r', 'a' -> {
              String repr = type == 'r' ? Repr.of(value) : ascii(Repr.of(value));
              yield cut(escape ? Html.escape(repr).text() : repr);
            }
            case 'c' -> character(value);
            case 'd', 'i', 'u' -> integer(decimal(value), 10);
            case 'o' -> integer(whole(value), 8);
            case 'x', 'X' -> integer(whole(value), 16);
            default -> real(value);
          };
      int missing = width - Text.length(text);
      out.append(left ? "" : " ".repeat(Math.max(0, missing))).append(text);
      out.append(left ? " ".repeat(Math.max(0, missing)) : "");
    }

    private String cut(String text) {
      return precision < 0 ? text : Text.part(text, 0, precision);
    }

    private static String character(@Nullable Object value) {
      if (value != null && Types.isText(value) && Text.length(Types.text(value)) == 1) {
        return Types.text(value);
      }
      if (!Numbers.isInt(value) || value == null) {
        throw PyError.type("%c requires int or char");
      }
      Number number = Numbers.integer(value);
      if (number instanceof BigInteger
          || number.longValue() < 0
          || number.longValue() > Character.MAX_CODE_POINT) {
        throw PyError.overflow("%c arg not in range(0x110000)");
      }
      return Character.toString(number.intValue());
    }

    private Number decimal(@Nullable Object value) {
      if (value != null && Numbers.isFloat(value)) {
        return Numbers.truncate(Numbers.real(value));
      }
      if (value instanceof Undefined undefined) {
        throw undefined.error();
      }
      if (value == null || !Numbers.isInt(value)) {
        throw PyError.type(
            "%" + type + " format: a real number is required, not " + Types.name(value));
      }
      return Numbers.integer(value);
    }

    private Number whole(@Nullable Object value) {
      if (value == null || !Numbers.isInt(value)) {
        throw PyError.type(
            "%" + type + " format: an integer is required, not " + Types.name(value));
      }
      return Numbers.integer(value);
    }

    private String integer(Number number, int radix) {
      BigInteger big = Numbers.big(number);
      String digits = radix == 10 ? Numbers.digits(big.abs()) : big.abs().toString(radix);
      if (type == 'X') {
        digits = digits.toUpperCase(Locale.ROOT);
      }
      digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
      String prefix = flags.contains("#") && radix != 10 ? "0" + type : "";
      return zeroFilled(sign(big.signum() < 0) + prefix, digits, true);
    }

    private String real(@Nullable Object value) {
      if (value instanceof Undefined undefined) {
        throw undefined.error();
      }
      if (value == null || !Numbers.isReal(value)) {
        throw PyError.type("must be real number, not " + Types.name(value));
      }
      double number = Numbers.real(value);
      boolean negative = number < 0 || (number == 0 && 1 / number < 0);
      char format = Character.toLowerCase(type);
      int digitsBehind = precision < 0 ? 6 : precision;
      String digits = FloatDigits.of(Math.abs(number), format, digitsBehind, flags.contains("#"));
      String cased = Character.isUpperCase(type) ? digits.toUpperCase(Locale.ROOT) : digits;
      return zeroFilled(sign(negative), cased, true);
    }

    private String sign(boolean negative) {
      return negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
    }

    private String zeroFilled(String prefix, String digits, boolean number) {
      int missing = width - prefix.length() - digits.length();
      boolean zeros = number && flags.contains("0") && !left && missing > 0;
      return zeros ? prefix + "0".repeat(missing) + digits : prefix + digits;
    }
  }
}
