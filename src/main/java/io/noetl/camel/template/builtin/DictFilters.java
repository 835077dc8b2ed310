package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.DictView;
import io.noetl.camel.template.python.Html;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Repr;
import io.noetl.camel.template.python.Sorting;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Rendering;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of dicts. */
final class DictFilters {
  private DictFilters() {}

  static void addTo(Registry registry) {
    registry
        .filter("items", "do_items(value)", (a, r) -> items(a[0], r))
        .filter(
            "dictsort",
            "do_dictsort(value, case_sensitive=False, by='key', reverse=False)",
            DictFilters::dictSort)
        .filter("xmlattr", "do_xmlattr(eval_ctx, d, autospace=True)", DictFilters::xmlAttributes);
  }

  private static Object items(@Nullable Object value, Rendering rendering) {
    return Generator.of(
        "do_items",
        () -> {
          if (value instanceof Undefined) {
            return () -> Generator.END;
          }
          if (!(value instanceof Map<?, ?> map)) {
            throw PyError.type("Can only get item pairs from a mapping.");
          }
          Iterator<?> pairs = new DictView(DictView.Kind.ITEMS, map).iterator();
          return () -> {
            rendering.meter().step();
            return pairs.hasNext() ? pairs.next() : Generator.END;
          };
        });
  }

  /** The pairs of what must be a dict. */
  private static DictView pairs(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new DictView(DictView.Kind.ITEMS, map);
    }
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw new PyError(
        "AttributeError", "'" + Types.name(value) + "' object has no attribute 'items'");
  }

  private static Object dictSort(@Nullable Object[] a, Rendering rendering) {
    boolean byKey = "key".equals(a[2]);
    if (!byKey && !"value".equals(a[2])) {
      throw new PyError("FilterArgumentError", "You can only sort by either \"key\" or \"value\"");
    }
    PyList pairs = Iteration.list(pairs(a[0]), rendering.meter());
    boolean caseSensitive = Truth.of(a[1]);
    boolean reverse = Numbers.index(a[3]) != 0;
    PyList keys = new PyList(pairs.size());
    for (Object pair : pairs) {
      Object part = pair instanceof Tuple tuple ? tuple.get(byKey ? 0 : 1) : null;
      keys.add(AttributePath.key(part, caseSensitive));
    }
    return Sorting.sorted(pairs, keys, reverse, rendering.meter());
  }

  private static Object xmlAttributes(@Nullable Object[] a, Rendering rendering) {
    StringBuilder out = new StringBuilder();
    Iterator<?> pairs = pairs(a[0]).iterator();
    while (pairs.hasNext()) {
      rendering.meter().step();
      Tuple pair = pairs.next() instanceof Tuple tuple ? tuple : new Tuple(null, null);
      Object value = pair.get(1);
      if (value == null || value instanceof Undefined) {
        continue;
      }
      checkName(pair.get(0));
      out.append(out.isEmpty() ? "" : " ").append(Html.escape(pair.get(0)).text());
      out.append("=\"").append(Html.escape(value).text()).append('"');
      rendering.meter().text(out.length());
    }
    String text = (Truth.of(a[1]) && !out.isEmpty() ? " " : "") + out;
    return rendering.autoescape() ? new Markup(text) : text;
  }

  private static void checkName(@Nullable Object name) {
    if (name == null || !Types.isText(name)) {
      throw PyError.type("expected string or bytes-like object, got '" + Types.name(name) + "'");
    }
    boolean bad =
        Types.text(name)
            .chars()
            .anyMatch(c -> c == ' ' || (c >= 9 && c <= 13) || c == '/' || c == '>' || c == '=');
    if (bad) {
      throw PyError.value("Invalid character in attribute name: " + Repr.of(name));
    }
  }
}
