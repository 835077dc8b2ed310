package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.CallArguments;
import io.noetl.camel.template.python.Iteration;
import io.noetl.camel.template.python.PyDict;
import io.noetl.camel.template.python.PyError;
import io.noetl.camel.template.python.Repr;
import io.noetl.camel.template.python.Signature;
import io.noetl.camel.template.python.Truth;
import io.noetl.camel.template.python.Tuple;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Function;
import io.noetl.camel.template.runtime.Rendering;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select}, {@code reject} and the two by attribute. All are generators. */
final class SelectionFilters {
  private SelectionFilters() {}

  static void addTo(Registry registry) {
    registry.contextFilter(
        "map", "sync_do_map(context, value, *args, **kwargs)", SelectionFilters::map);
    select(registry, "select", true, false);
    select(registry, "reject", false, false);
    select(registry, "selectattr", true, true);
    select(registry, "rejectattr", false, true);
  }

  private static void select(Registry registry, String name, boolean keep, boolean attribute) {
    registry.contextFilter(
        name,
        "sync_do_" + name + "(context, value, *args, **kwargs)",
        (a, rendering) -> selected(a, keep, attribute, rendering));
  }

  private static Tuple positional(@Nullable Object[] a) {
    return a[1] instanceof Tuple tuple ? tuple : new Tuple();
  }

  private static PyDict named(@Nullable Object[] a) {
    return a[2] instanceof PyDict dict ? new PyDict(dict) : new PyDict();
  }

  private static Object map(@Nullable Object[] a, Rendering rendering) {
    return Generator.of(
        "sync_do_map",
        () -> {
          if (!Truth.of(a[0])) {
            return () -> Generator.END;
          }
          UnaryOperator<@Nullable Object> change = change(positional(a), named(a), rendering);
          Iterator<?> items = Iteration.iterator(a[0]);
          return () -> {
            rendering.meter().step();
            return items.hasNext() ? change.apply(items.next()) : Generator.END;
          };
        });
  }

  private static UnaryOperator<@Nullable Object> change(
      Tuple positional, PyDict named, Rendering rendering) {
    if (positional.isEmpty() && named.containsKey("attribute")) {
      AttributePath path = AttributePath.of(named.remove("attribute"), named.remove("default"));
      if (!named.isEmpty()) {
        throw new PyError(
            "FilterArgumentError",
            "Unexpected keyword argument " + Repr.of(named.firstEntry().getKey()));
      }
      return item -> path.get(item, rendering);
    }
    if (positional.isEmpty()) {
      throw new PyError("FilterArgumentError", "map requires a filter argument");
    }
    return item -> call(positional, 0, item, named, true, rendering);
  }

  private static Object selected(
      @Nullable Object[] a, boolean keep, boolean attribute, Rendering rendering) {
    return Generator.of(
        "select_or_reject",
        () -> {
          if (!Truth.of(a[0])) {
            return () -> Generator.END;
          }
          Choice choice = Choice.of(positional(a), named(a), attribute);
          Iterator<?> items = Iteration.iterator(a[0]);
          return () -> next(items, choice, keep, rendering);
        });
  }

  private static @Nullable Object next(
      Iterator<?> items, Choice choice, boolean keep, Rendering rendering) {
    while (items.hasNext()) {
      rendering.meter().step();
      Object item = items.next();
      if (choice.holds(item, rendering) == keep) {
        return item;
      }
    }
    return Generator.END;
  }

  /** Which items are wanted. */
  private record Choice(AttributePath path, Tuple positional, int testIndex, PyDict named) {

    static Choice of(Tuple positional, PyDict named, boolean attribute) {
      if (attribute && positional.isEmpty()) {
        throw new PyError("FilterArgumentError", "Missing parameter for attribute name");
      }
      AttributePath path = AttributePath.of(attribute ? positional.get(0) : null);
      return new Choice(path, positional, attribute ? 1 : 0, named);
    }

    boolean holds(@Nullable Object item, Rendering rendering) {
      Object value = path.get(item, rendering);
      return Truth.of(
          testIndex < positional.size()
              ? call(positional, testIndex, value, named, false, rendering)
              : value);
    }
  }

  /** Calls the filter or test whose name stands among the arguments, with those behind it. */
  private static @Nullable Object call(
      Tuple positional,
      int nameIndex,
      @Nullable Object subject,
      PyDict named,
      boolean filter,
      Rendering rendering) {
    Object name = positional.get(nameIndex);
    Function function = null;
    if (name != null && Types.isText(name)) {
      String text = Types.text(name);
      function = filter ? rendering.library().filter(text) : rendering.library().test(text);
    } else {
      new PyDict().set(name, true);
    }
    if (function == null) {
      throw unknown(name, filter, rendering);
    }
    int count = positional.size() - nameIndex;
    @Nullable Object[] arguments = new Object[count];
    arguments[0] = subject;
    for (int i = 1; i < count; i++) {
      arguments[i] = positional.get(nameIndex + i);
    }
    Map<String, @Nullable Object> byName = named.isEmpty() ? Map.of() : Signature.named(named);
    return function.call(new CallArguments(arguments, byName), rendering);
  }

  private static PyError unknown(@Nullable Object name, boolean filter, Rendering rendering) {
    String kind = filter ? "filter" : "test";
    String message = "No " + kind + " named " + Repr.of(name) + ".";
    if (name instanceof Undefined undefined) {
      return new PyError(
          "TemplateRuntimeError",
          message
              + " ("
              + undefined.error().message()
              + "; did you forget to quote the callable name?)");
    }
    String hint =
        name == null || !Types.isText(name)
            ? ""
            : filter
                ? rendering.library().filterHint(Types.text(name))
                : rendering.library().testHint(Types.text(name));
    return new PyError("TemplateRuntimeError", message, hint);
  }
}
