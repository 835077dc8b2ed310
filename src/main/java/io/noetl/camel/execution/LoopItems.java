package io.noetl.camel.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a loop iterates over. */
final class LoopItems {
  private LoopItems() {}

  /**
   * The items: those of a list; of a map {@code {key, value}}; nothing for "", and for null in
   * December's dialect.
   *
   * @param ofArcs whether the step is of today's dialect, in which null hides a typing error
   * @throws IllegalArgumentException for a value that has no items
   */
  static List<?> of(@Nullable Object in, boolean ofArcs) {
    return switch (in) {
      case null -> {
        if (ofArcs) {
          throw new IllegalArgumentException(
              "the loop is over null, which is not a list. Write `in: \"{{ … | default([], true)"
                  + " }}\"` where it may be missing.");
        }
        yield List.of();
      }
      case List<?> list -> list;
      case Map<?, ?> map -> entries(map);
      case String text when text.isBlank() -> List.of();
      default ->
          throw new IllegalArgumentException(
              "the loop is over "
                  + (in instanceof String text ? "the text '" + shorten(text) + "'" : in)
                  + ", which is not a list. "
                  + cure(in));
    };
  }

  private static final String METHOD = "<built-in method ";

  /** A name that maps have as a method is no member of theirs by a point. */
  private static String cure(@Nullable Object in) {
    if (in instanceof String text && text.startsWith(METHOD)) {
      String name = text.substring(METHOD.length()).split(" ", 2)[0];
      return "'%s' is a method of maps: write ['%s'] for the member.".formatted(name, name);
    }
    return "Write `in: \"{{ … }}\"` with one expression that gives a list.";
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }

  private static List<Map<String, @Nullable Object>> entries(Map<?, ?> map) {
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          Map<String, @Nullable Object> entry = new LinkedHashMap<>();
          entry.put("key", key);
          entry.put("value", value);
          entries.add(entry);
        });
    return entries;
  }
}
