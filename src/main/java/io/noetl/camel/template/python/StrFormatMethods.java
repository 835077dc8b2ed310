package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str} that format, translate and encode. */
final class StrFormatMethods {
  private StrFormatMethods() {}

  static void addTo(MethodTable table) {
    table.add(
        "str.format(*args, **kwargs)",
        (self, a, meter) ->
            format(self, ((Tuple) argument(a[0])).toArray(), (Map<?, ?>) argument(a[1]), meter));
    table.add(
        "str.format_map(mapping, /)",
        (self, a, meter) -> {
          if (a[0] instanceof Map<?, ?> map) {
            return format(self, null, map, meter);
          }
          throw PyError.type("'" + Types.name(a[0]) + "' object is not subscriptable");
        });
    StrMethods.add(table, "translate(table, /)", (s, a, m) -> translate(s, a[0], m));
    table.add("str.maketrans(x, y=None, z=None, /)", (self, a, meter) -> tableOf(a));
    StrMethods.add(
        table, "encode(encoding='utf-8', errors='strict')", (s, a, m) -> encode(s, a[0], a[1]));
  }

  private static Object argument(@Nullable Object bound) {
    return bound == null ? Map.of() : bound;
  }

  private static Object format(
      Object self, @Nullable Object @Nullable [] positional, Map<?, ?> named, Meter meter) {
    boolean markup = self instanceof Markup;
    String text = new BraceFormat(positional, named, markup, meter).format(Types.text(self));
    return markup ? new Markup(text) : text;
  }

  private static String translate(String text, @Nullable Object table, Meter meter) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              Object mapped = Names.MISSING;
              try {
                mapped = Subscript.get(table, (long) c);
              } catch (PyError e) {
                if (!e.is("KeyError", "IndexError")) {
                  throw e;
                }
              }
              if (Names.isMissing(mapped)) {
                out.appendCodePoint(c);
              } else if (mapped != null) {
                out.append(
                    Numbers.isInt(mapped)
                        ? Character.toString(Numbers.index(mapped))
                        : StrMethods.text("character mapping", mapped));
              }
              meter.text(out.length());
            });
    return out.toString();
  }

  private static PyDict tableOf(@Nullable Object[] a) {
    PyDict table = new PyDict();
    if (a[1] == null) {
      if (!(a[0] instanceof Map<?, ?> map)) {
        throw PyError.type("if you give only one argument to maketrans it must be a dict");
      }
      Dicts.forEach(
          map,
          (key, value) -> {
            boolean text = key != null && Types.isText(key);
            table.set(text ? (Object) (long) Types.text(key).codePointAt(0) : key, value);
          });
      return table;
    }
    int[] from = StrMethods.text("first maketrans argument", a[0]).codePoints().toArray();
    int[] to = StrMethods.text("second maketrans argument", a[1]).codePoints().toArray();
    if (from.length != to.length) {
      throw PyError.value("the first two maketrans arguments must have equal length");
    }
    for (int i = 0; i < from.length; i++) {
      table.set((long) from[i], (long) to[i]);
    }
    if (a[2] != null) {
      Types.text(a[2]).codePoints().forEach(c -> table.set((long) c, null));
    }
    return table;
  }

  private static byte[] encode(String text, @Nullable Object encoding, @Nullable Object errors) {
    String name = StrMethods.text("encode() argument 'encoding'", encoding);
    Charset charset =
        switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
          case "utf-8", "utf8", "u8" -> StandardCharsets.UTF_8;
          case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
          case "latin-1", "latin1", "iso-8859-1", "iso8859-1" -> StandardCharsets.ISO_8859_1;
          case "utf-16-le", "utf-16le" -> StandardCharsets.UTF_16LE;
          case "utf-16-be", "utf-16be" -> StandardCharsets.UTF_16BE;
          default -> throw new PyError("LookupError", "unknown encoding: " + name);
        };
    if (!charset.newEncoder().canEncode(text)) {
      if ("ignore".equals(errors)) {
        StringBuilder kept = new StringBuilder();
        text.chars()
            .filter(c -> charset.newEncoder().canEncode((char) c))
            .forEach(c -> kept.append((char) c));
        return kept.toString().getBytes(charset);
      }
      if (!"replace".equals(errors)) {
        throw new PyError("UnicodeEncodeError", "'" + name + "' codec can't encode characters");
      }
    }
    return text.getBytes(charset);
  }
}
