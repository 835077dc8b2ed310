package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's own {@code value[key]}, which fails where there is nothing. */
final class Subscript {
  private Subscript() {}

  static @Nullable Object get(@Nullable Object value, @Nullable Object key) {
    return switch (value) {
      case Map<?, ?> map -> {
        Object item = Dicts.get(map, key);
        if (Names.isMissing(item)) {
          throw PyError.key(key);
        }
        yield item;
      }
      case List<?> list -> list.get(place(list, "list", key, list.size()));
      case String text -> Text.at(text, place(text, "string", key, Text.length(text)));
      case Markup markup ->
          new Markup(
              Text.at(markup.text(), place(markup, "string", key, Text.length(markup.text()))));
      case PyObject object -> object.item(key);
      case null, default ->
          throw PyError.type("'" + Types.name(value) + "' object is not subscriptable");
    };
  }

  private static int place(Object value, String kind, @Nullable Object key, int length) {
    String type = value instanceof Tuple ? "tuple" : kind;
    if (!Numbers.isInt(key)) {
      throw PyError.type(
          type
              + " indices must be integers"
              + (kind.equals("string")
                  ? ", not '" + Types.name(key) + "'"
                  : " or slices, not " + Types.name(key)));
    }
    int index = Numbers.index(key);
    int place = index < 0 ? index + length : index;
    if (place < 0 || place >= length) {
      throw PyError.index(type + " index out of range");
    }
    return place;
  }
}
