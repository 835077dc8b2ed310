package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.Attributes;
import io.noetl.camel.template.python.Dicts;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.PrettyPrinter;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.PythonJson;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Rendering;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters of any value. */
final class ValueFilters {
  private ValueFilters() {}

  static void addTo(Registry registry) {
    String signature = "do_default(value, default_value='', boolean=False)";
    registry
        .filter("default", signature, (a, r) -> otherwise(a))
        .filter("d", signature, (a, r) -> otherwise(a))
        .filter("attr", "do_attr(environment, obj, name)", (a, r) -> attribute(a[0], a[1], r))
        .filter("pprint", "do_pprint(value)", (a, r) -> PrettyPrinter.format(a[0]))
        .filter(
            "tojson",
            "do_tojson(eval_ctx, value, indent=None)",
            (a, r) -> new Markup(PythonJson.htmlSafe(a[0], a[1])));
  }

  /** The default where a value is undefined; where asked for, where it is false too. */
  private static @Nullable Object otherwise(@Nullable Object[] a) {
    return a[0] instanceof Undefined || (Truth.of(a[2]) && !Truth.of(a[0])) ? a[1] : a[0];
  }

  private static @Nullable Object attribute(
      @Nullable Object object, @Nullable Object name, Rendering rendering) {
    Dicts.get(Map.of(), name);
    if (name == null || !Types.isText(name)) {
      throw PyError.type("attribute name must be string, not '" + Types.name(name) + "'");
    }
    Object attribute = Attributes.attribute(object, Types.text(name));
    return Names.isMissing(attribute) ? Undefined.of(rendering.policy(), object, name) : attribute;
  }
}
