package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.DictBuilding;
import io.noetl.camel.template.python.Markup;
import io.noetl.camel.template.python.Numbers;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Range;
import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.runtime.Library;
import io.noetl.camel.template.runtime.Namespace;
import io.noetl.camel.template.runtime.NativeFunction;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The global functions: {@code range dict namespace cycler joiner lipsum}. */
final class Globals {
  private Globals() {}

  static void addTo(Library.Builder library, RandomGenerator random) {
    library.global(
        "range",
        NativeFunction.ofClass(
            "range", "range(*args, /)", (a, m) -> Range.of(rest(a[0]).toArray())));
    library.global(
        "dict",
        new NativeFunction(
            "type",
            "<class 'dict'>",
            Signature.of("dict(*args, **kwargs)"),
            (a, m) -> DictBuilding.dict("dict", rest(a[0]), named(a[1]), m),
            Map.of("fromkeys", fromKeys())));
    library.global(
        "namespace",
        NativeFunction.ofClass(
            "jinja2.utils.Namespace",
            "Namespace.__init__(self, *args, **kwargs)",
            (a, m) -> new Namespace(DictBuilding.dict("dict", rest(a[0]), named(a[1]), m))));
    library.global(
        "cycler",
        NativeFunction.ofClass(
            "jinja2.utils.Cycler", "Cycler.__init__(self, *items)", (a, m) -> cycler(rest(a[0]))));
    library.global(
        "joiner",
        NativeFunction.ofClass(
            "jinja2.utils.Joiner", "Joiner.__init__(self, sep=', ')", (a, m) -> new Joiner(a[0])));
    library.global(
        "lipsum",
        NativeFunction.of(
            "function",
            "generate_lorem_ipsum(n=5, html=True, min=20, max=100)",
            (a, m) -> {
              LoremIpsum words = new LoremIpsum(random, m);
              int paragraphs = Numbers.index(a[0]);
              int min = Numbers.index(a[2]);
              int max = Numbers.index(a[3]);
              return Truth.of(a[1])
                  ? new Markup(words.html(paragraphs, min, max))
                  : words.text(paragraphs, min, max);
            }));
  }

  private static NativeFunction fromKeys() {
    return NativeFunction.of(
        "builtin_function_or_method",
        "dict.fromkeys(iterable, value=None, /)",
        (a, m) -> DictBuilding.fromKeys(a[0], a[1], m));
  }

  private static Tuple rest(@Nullable Object bound) {
    return bound instanceof Tuple tuple ? tuple : new Tuple();
  }

  private static PyDict named(@Nullable Object bound) {
    return bound instanceof PyDict dict ? dict : new PyDict();
  }

  private static Cycler cycler(Tuple items) {
    if (items.isEmpty()) {
      throw new PyError("RuntimeError", "at least one item has to be provided");
    }
    return new Cycler(items);
  }
}
