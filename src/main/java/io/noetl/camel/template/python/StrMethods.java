package io.noetl.camel.template.python;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of {@code str}, and of {@code Markup}, whose results are Markup again. */
final class StrMethods {
  static final MethodTable TABLE = new MethodTable();

  private static final Set<String> MARKUP_RESULTS =
      Set.of(
          "capitalize",
          "title",
          "lower",
          "upper",
          "replace",
          "ljust",
          "rjust",
          "lstrip",
          "rstrip",
          "center",
          "strip",
          "translate",
          "expandtabs",
          "swapcase",
          "zfill",
          "casefold",
          "removeprefix",
          "removesuffix",
          "partition",
          "rpartition",
          "join",
          "split",
          "rsplit",
          "splitlines");

  private static final Set<String> MARKUP_OWN =
      Set.of("format", "format_map", "striptags", "unescape");

  static {
    StrCaseMethods.addTo(TABLE);
    StrCharMethods.addTo(TABLE);
    StrSearchMethods.addTo(TABLE);
    StrSplitMethods.addTo(TABLE);
    StrPadMethods.addTo(TABLE);
    StrFormatMethods.addTo(TABLE);
  }

  private StrMethods() {}

  /** Whether Markup has a method of this name of its own. */
  static boolean isOfMarkup(String name) {
    return MARKUP_RESULTS.contains(name) || MARKUP_OWN.contains(name);
  }

  /** What a method does with the text. */
  @FunctionalInterface
  interface Body {
    @Nullable Object call(String text, @Nullable Object[] arguments, Meter meter);
  }

  /** Adds a method; that of a Markup gives the same result as Markup. */
  static void add(MethodTable table, String signature, Body body) {
    String name = signature.substring(0, signature.indexOf('('));
    boolean marked = MARKUP_RESULTS.contains(name);
    table.add(
        "str." + signature,
        (self, arguments, meter) -> {
          Object result = body.call(Types.text(self), arguments, meter);
          return marked && self instanceof Markup ? marked(result) : result;
        });
  }

  private static @Nullable Object marked(@Nullable Object result) {
    return switch (result) {
      case String s -> new Markup(s);
      case Tuple t -> new Tuple(t.stream().map(StrMethods::marked).toArray());
      case List<?> l -> new PyList(l.stream().map(StrMethods::marked).toList());
      case null, default -> result;
    };
  }

  /** A parameter that must be a text. */
  static String text(String method, @Nullable Object argument) {
    if (argument == null || !Types.isText(argument)) {
      throw PyError.type(method + " must be str, not " + Types.name(argument));
    }
    return Types.text(argument);
  }

  /** A parameter that must be a text, with a message that stands before the name of its class. */
  static String textOr(String message, @Nullable Object argument) {
    if (argument == null || !Types.isText(argument)) {
      throw PyError.type(message + " " + Types.name(argument));
    }
    return Types.text(argument);
  }
}
