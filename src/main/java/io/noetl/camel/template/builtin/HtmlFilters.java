package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.DictView;
import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.HtmlText;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Repr;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.UrlQuote;
import io.noetl.camel.template.runtime.Rendering;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters for HTML and URLs. */
final class HtmlFilters {
  private static final Pattern SCHEME =
      Pattern.compile("[\\w.+-]{2,}:(/){0,2}", Pattern.UNICODE_CHARACTER_CLASS);

  private HtmlFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("escape", "escape(s)", (a, r) -> Html.escape(a[0]))
        .filter("e", "escape(s)", (a, r) -> Html.escape(a[0]))
        .filter("forceescape", "do_forceescape(value)", (a, r) -> Html.escape(Str.of(a[0])))
        .filter("safe", "do_mark_safe(value)", (a, r) -> new Markup(Str.of(a[0])))
        .filter("striptags", "do_striptags(value)", (a, r) -> HtmlText.stripTags(Str.of(a[0])))
        .filter("urlencode", "do_urlencode(value)", (a, r) -> urlEncode(a[0], r))
        .filter(
            "urlize",
            "do_urlize(eval_ctx, value, trim_url_limit=None, nofollow=False, target=None, rel=None,"
                + " extra_schemes=None)",
            HtmlFilters::urlize);
  }

  private static String urlEncode(@Nullable Object value, Rendering rendering) {
    if ((value != null && Types.isText(value)) || !Iteration.isIterable(value)) {
      return UrlQuote.path(Str.of(value));
    }
    Object pairs = value instanceof Map<?, ?> map ? new DictView(DictView.Kind.ITEMS, map) : value;
    StringBuilder out = new StringBuilder();
    Iterator<?> all = Iteration.iterator(pairs);
    for (boolean more = false; all.hasNext(); more = true) {
      rendering.meter().step();
      PyList pair = pair(all.next(), rendering);
      out.append(more ? "&" : "").append(UrlQuote.query(Str.of(pair.get(0)))).append('=');
      out.append(UrlQuote.query(Str.of(pair.get(1))));
      rendering.meter().text(out.length());
    }
    return out.toString();
  }

  private static PyList pair(@Nullable Object value, Rendering rendering) {
    if (!Iteration.isIterable(value)) {
      throw PyError.type("cannot unpack non-iterable " + Types.name(value) + " object");
    }
    PyList pair = Iteration.list(value, rendering.meter());
    if (pair.size() < 2) {
      throw PyError.value("not enough values to unpack (expected 2, got " + pair.size() + ")");
    }
    if (pair.size() > 2) {
      throw PyError.value("too many values to unpack (expected 2)");
    }
    return pair;
  }

  private static Object urlize(@Nullable Object[] a, Rendering rendering) {
    TreeSet<String> rel = new TreeSet<>(List.of("noopener"));
    if (Truth.of(a[4])) {
      if (a[4] == null || !Types.isText(a[4])) {
        throw new PyError(
            "AttributeError", "'" + Types.name(a[4]) + "' object has no attribute 'split'");
      }
      for (String part : Str.of(a[4]).split("\\s+", -1)) {
        if (!part.isEmpty()) {
          rel.add(part);
        }
      }
    }
    if (Truth.of(a[2])) {
      rel.add("nofollow");
    }
    List<String> schemes = new ArrayList<>();
    if (a[5] != null) {
      Iteration.list(a[5], rendering.meter()).forEach(scheme -> schemes.add(scheme(scheme)));
    }
    String target = Truth.of(a[3]) ? Str.of(a[3]) : "";
    String text = Html.escape(a[0]).text();
    Urlizer urlizer = new Urlizer(a[1], String.join(" ", rel), target, schemes, rendering.meter());
    String linked = urlizer.link(text);
    return rendering.autoescape() ? new Markup(linked) : linked;
  }

  private static String scheme(@Nullable Object scheme) {
    if (scheme == null || !Types.isText(scheme)) {
      throw PyError.type("expected string or bytes-like object, got '" + Types.name(scheme) + "'");
    }
    if (!SCHEME.matcher(Types.text(scheme)).matches()) {
      throw new PyError(
          "FilterArgumentError", Repr.of(scheme) + " is not a valid URI scheme prefix.");
    }
    return Types.text(scheme);
  }
}
