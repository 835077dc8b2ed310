package io.noetl.camel.template.builtin;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.python.PyObject;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.runtime.NativeFunction;
import org.jspecify.annotations.Nullable;

/** {@code cycler(a, b)}: gives its items in turn, again and again. */
final class Cycler implements PyObject {
  private final Tuple items;
  private int position;

  Cycler(Tuple items) {
    this.items = items;
  }

  private @Nullable Object next() {
    Object current = items.get(position);
    position = (position + 1) % items.size();
    return current;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "current" -> items.get(position);
      case "items" -> items;
      case "pos" -> (long) position;
      case "next", "__next__" -> NativeFunction.of("method", "Cycler.next(self)", (a, m) -> next());
      case "reset" ->
          NativeFunction.of(
              "method",
              "Cycler.reset(self)",
              (a, m) -> {
                position = 0;
                return null;
              });
      default -> Names.MISSING;
    };
  }

  @Override
  public String typeName() {
    return "Cycler";
  }

  @Override
  public String typeModule() {
    return "jinja2.utils";
  }

  @Override
  public String repr() {
    return "<jinja2.utils.Cycler object at " + address() + ">";
  }
}
