package io.noetl.camel.template.builtin;

import io.noetl.camel.template.python.Case;
import io.noetl.camel.template.python.NumberParsing;
import io.noetl.camel.template.python.PyList;
import io.noetl.camel.template.python.Types;
import io.noetl.camel.template.python.Undefined;
import io.noetl.camel.template.runtime.Rendering;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code attribute} of filters: {@code "address.city"}, {@code "items.0"}, a number, or none,
 * which is the item itself.
 *
 * @param parts the items to take one after the other
 * @param otherwise what stands for an undefined one; null for none
 */
record AttributePath(List<@Nullable Object> parts, @Nullable Object otherwise) {

  static AttributePath of(@Nullable Object attribute) {
    return of(attribute, null);
  }

  static AttributePath of(@Nullable Object attribute, @Nullable Object otherwise) {
    List<@Nullable Object> parts = new ArrayList<>();
    if (attribute != null && Types.isText(attribute)) {
      for (String part : Types.text(attribute).split("\\.", -1)) {
        boolean number = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
        parts.add(number ? NumberParsing.parseInt(part, 10L, part) : part);
      }
    } else if (attribute != null) {
      parts.add(attribute);
    }
    return new AttributePath(parts, otherwise);
  }

  /** Several paths with commas between, as {@code sort} takes them. */
  static List<AttributePath> several(@Nullable Object attribute) {
    if (attribute == null || !Types.isText(attribute)) {
      return List.of(of(attribute));
    }
    List<AttributePath> paths = new ArrayList<>();
    for (String one : Types.text(attribute).split(",", -1)) {
      paths.add(of(one));
    }
    return paths;
  }

  @Nullable Object get(@Nullable Object item, Rendering rendering) {
    Object value = item;
    for (Object part : parts) {
      value = rendering.item(value, part);
      if (otherwise != null && value instanceof Undefined) {
        value = otherwise;
      }
    }
    return value;
  }

  /** The value to compare by: texts in lower case, unless case matters. */
  @Nullable Object key(@Nullable Object item, boolean caseSensitive, Rendering rendering) {
    return key(get(item, rendering), caseSensitive);
  }

  static @Nullable Object key(@Nullable Object value, boolean caseSensitive) {
    return !caseSensitive && value != null && Types.isText(value)
        ? Case.lower(Types.text(value))
        : value;
  }

  static PyList keys(
      List<AttributePath> paths,
      @Nullable Object item,
      boolean caseSensitive,
      Rendering rendering) {
    PyList keys = new PyList(paths.size());
    paths.forEach(path -> keys.add(path.key(item, caseSensitive, rendering)));
    return keys;
  }
}
