package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Extensions;
import io.noetl.camel.template.TemplateFunction;
import io.noetl.camel.template.python.Meter;
import io.noetl.camel.template.python.Plain;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.python.Str;
import io.noetl.camel.template.runtime.Function;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.NativeFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that an engine is given beyond Jinja2's, over plain values.
 *
 * @param extensions the functions
 */
record ExtensionFunctions(Extensions extensions) {

  void addTo(Library.Builder library) {
    extensions.filters().forEach((name, one) -> library.filter(name, function(name, one)));
    extensions.tests().forEach((name, one) -> library.test(name, function(name, one)));
    extensions.globals().forEach((name, one) -> library.global(name, global(name, one)));
  }

  private static Function function(String name, TemplateFunction body) {
    return new Function(
        Signature.of(name + "(*args, **kwargs)"),
        false,
        (a, rendering) -> call(name, body, a, rendering.meter()));
  }

  private static NativeFunction global(String name, TemplateFunction body) {
    return NativeFunction.of(
        "function", name + "(*args, **kwargs)", (a, meter) -> call(name, body, a, meter));
  }

  private static @Nullable Object call(
      String name, TemplateFunction body, @Nullable Object[] bound, Meter meter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    if (bound[0] instanceof List<?> positional) {
      positional.forEach(one -> arguments.add(Plain.of(one, meter)));
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    if (bound[1] instanceof Map<?, ?> others) {
      others.forEach((key, value) -> named.put(Str.of(key), Plain.of(value, meter)));
    }
    try {
      return body.call(arguments, named);
    } catch (IllegalArgumentException e) {
      throw PyError.value(name + ": " + e.getMessage());
    }
  }
}
