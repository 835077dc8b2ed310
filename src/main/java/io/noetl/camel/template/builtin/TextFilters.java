package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Case;
import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PercentFormat;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Replacement;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.TextTools;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.runtime.Rendering;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Filters of texts, character by character: case, replacing, trimming, formatting. */
final class TextFilters {
  private TextFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("upper", "do_upper(s)", (a, r) -> map(a[0], Case::upper))
        .filter("lower", "do_lower(s)", (a, r) -> map(a[0], Case::lower))
        .filter("capitalize", "do_capitalize(s)", (a, r) -> map(a[0], Case::capitalize))
        .filter("title", "do_title(s)", (a, r) -> title(a[0]))
        .filter("replace", "do_replace(eval_ctx, s, old, new, count=None)", TextFilters::replace)
        .filter("trim", "do_trim(value, chars=None)", (a, r) -> trim(a[0], a[1]))
        .filter("string", "soft_str(s)", (a, r) -> Str.soft(a[0]))
        .filter("format", "do_format(value, *args, **kwargs)", TextFilters::format)
        .filter("wordcount", "do_wordcount(s)", (a, r) -> TextTools.wordCount(text(a[0])));
  }

  /** A value's text, as {@code soft_str} gives it. */
  static String text(@Nullable Object value) {
    return Str.of(value);
  }

  /** Changes a value's text; a Markup stays one. */
  static Object map(@Nullable Object value, UnaryOperator<String> change) {
    String changed = change.apply(text(value));
    return value instanceof Markup ? new Markup(changed) : changed;
  }

  /** Capitalizes each word: what stands behind white space, a hyphen or an opening bracket. */
  private static String title(@Nullable Object value) {
    return TextTools.titleWords(text(value));
  }

  private static Object replace(@Nullable Object[] a, Rendering rendering) {
    int count = a[3] == null ? -1 : Numbers.index(a[3]);
    if (!rendering.autoescape()) {
      return Replacement.of(text(a[0]), text(a[1]), text(a[2]), count, rendering.meter());
    }
    boolean escape =
        a[1] instanceof Markup || (a[2] instanceof Markup && !(a[0] instanceof Markup));
    Object subject = escape ? Html.escape(a[0]) : Str.soft(a[0]);
    boolean markup = subject instanceof Markup;
    String replacement = markup ? Html.escape(a[2]).text() : text(a[2]);
    String result =
        Replacement.of(text(subject), text(a[1]), replacement, count, rendering.meter());
    return markup ? new Markup(result) : result;
  }

  private static Object trim(@Nullable Object value, @Nullable Object chars) {
    if (chars != null && !Types.isText(chars)) {
      throw PyError.type("strip arg must be None or str");
    }
    return map(value, text -> TextTools.strip(text, chars));
  }

  private static Object format(@Nullable Object[] a, Rendering rendering) {
    boolean positional = a[1] instanceof Tuple tuple && !tuple.isEmpty();
    boolean named = a[2] instanceof PyDict dict && !dict.isEmpty();
    if (positional && named) {
      throw new PyError(
          "FilterArgumentError", "can't handle positional and keyword arguments at the same time");
    }
    return PercentFormat.format(Str.soft(a[0]), named ? a[2] : a[1], rendering.meter());
  }
}
