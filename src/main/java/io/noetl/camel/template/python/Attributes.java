package io.noetl.camel.template.python;

import io.noetl.camel.template.AttributeDefaults;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jinja2's {@code a.b} and {@code a[b]}: the first looks for an attribute, then for an item, the
 * second the other way round. What is neither is undefined.
 */
public final class Attributes {
  private Attributes() {}

  /** {@code object.name}. */
  public static @Nullable Object get(@Nullable Object object, String name, UndefinedPolicy policy) {
    Object attribute = attribute(object, name);
    if (!Names.isMissing(attribute)) {
      return attribute;
    }
    if (object instanceof Map<?, ?> map) {
      Object value = Dicts.get(map, name);
      return Names.isMissing(value) ? missing(map, name, policy) : value;
    }
    if (object instanceof Undefined undefined) {
      throw undefined.error();
    }
    return missing(object, name, policy);
  }

  /** {@code object[key]}. */
  public static @Nullable Object item(
      @Nullable Object object, @Nullable Object key, UndefinedPolicy policy) {
    Object item = itemOrMissing(object, key);
    if (!Names.isMissing(item)) {
      return item;
    }
    if (key != null && Types.isText(key)) {
      String name = Types.text(key);
      Object attribute = attribute(object, name);
      if (!Names.isMissing(attribute)) {
        return attribute;
      }
      return missing(object, name, policy);
    }
    return Undefined.of(policy, object, key);
  }

  private static @Nullable Object missing(
      @Nullable Object object, String name, UndefinedPolicy policy) {
    if (object instanceof AttributeDefaults defaults) {
      Object value = defaults.missingAttribute(name);
      if (!Names.isMissing(value)) {
        return value;
      }
    }
    return Undefined.of(policy, object, name);
  }

  /** An item, or {@link Names#MISSING} where Python has an error that Jinja2 passes over. */
  private static @Nullable Object itemOrMissing(@Nullable Object object, @Nullable Object key) {
    return switch (object) {
      case Map<?, ?> map ->
          key instanceof String || isHashable(key) ? Dicts.get(map, key) : Names.MISSING;
      case List<?> list -> {
        int at = place(key, list.size());
        yield at < 0 ? sliced(list, key) : list.get(at);
      }
      case String text -> {
        int at = place(key, Text.length(text));
        yield at < 0 ? sliced(text, key) : Text.at(text, at);
      }
      case Markup markup -> {
        int at = place(key, Text.length(markup.text()));
        yield at < 0 ? sliced(markup, key) : new Markup(Text.at(markup.text(), at));
      }
      case PyObject other -> other.subscriptable() ? itemOfObject(other, key) : Names.MISSING;
      case null, default -> Names.MISSING;
    };
  }

  private static @Nullable Object sliced(Object value, @Nullable Object key) {
    return key instanceof SliceValue slice ? slice.of(value) : Names.MISSING;
  }

  private static @Nullable Object itemOfObject(PyObject object, @Nullable Object key) {
    try {
      return object.item(key);
    } catch (PyError e) {
      if (e.is("TypeError", "KeyError", "IndexError", "AttributeError")) {
        return Names.MISSING;
      }
      throw e;
    }
  }

  private static boolean isHashable(@Nullable Object key) {
    try {
      Dicts.canonical(key);
      return true;
    } catch (PyError e) {
      if (e.is("TypeError")) {
        return false;
      }
      throw e;
    }
  }

  /** The place in a sequence of a length that a key means; -1 where it means none. */
  private static int place(@Nullable Object key, int length) {
    if (!Numbers.isInt(key)) {
      return -1;
    }
    int index = Numbers.index(key);
    int place = index < 0 ? index + length : index;
    return place < length ? place : -1;
  }

  /** An attribute as Python has it, keys aside, or {@link Names#MISSING}. */
  public static @Nullable Object attribute(@Nullable Object object, String name) {
    if (object instanceof PyObject other) {
      Object attribute = other.attribute(name);
      if (!Names.isMissing(attribute)) {
        return attribute;
      }
    }
    Method method = Builtins.method(object, name);
    if (method != null && object != null) {
      return new BoundMethod(object, method);
    }
    return DataAttributes.get(object, name);
  }
}
