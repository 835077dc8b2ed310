package io.noetl.camel.execution;

import io.noetl.camel.template.AttributeDefaults;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value what it will be when it is read from the log: the next step sees the same in a live
 * run, in a rerun and after a takeover.
 */
final class LoggedValues {
  private LoggedValues() {}

  /** The value as JSON gives it back; the very same where it is like that already. */
  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text(text);
      case Boolean flag -> flag;
      case Long whole -> whole;
      case Double number -> Double.isFinite(number) ? (Object) number : number.toString();
      case Integer whole -> (Object) whole.longValue();
      case Short whole -> (Object) whole.longValue();
      case Byte whole -> (Object) whole.longValue();
      case BigInteger whole -> whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
      case Float number -> of((Object) Double.valueOf(number.toString()));
      case BigDecimal number -> (Object) number.doubleValue();
      case Map<?, ?> map -> members(map);
      case Collection<?> list -> list(list);
      default -> value;
    };
  }

  /** As {@link #of}, of a map with names as keys. */
  static Map<String, @Nullable Object> map(Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> copy.put(key, of(value)));
    return copy;
  }

  @SuppressWarnings("ReferenceEquality") // what was not copied is kept
  private static Object members(Map<?, ?> map) {
    // A view answers for more than its members.
    boolean same = !(map instanceof AttributeDefaults);
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = of(entry.getValue());
      Object key = of(String.valueOf(entry.getKey()));
      same &= value == entry.getValue() && key == entry.getKey();
      copy.put(String.valueOf(key), value);
    }
    return same ? map : copy;
  }

  @SuppressWarnings("ReferenceEquality") // what was not copied is kept
  private static Object list(Collection<?> list) {
    boolean same = list instanceof List && !(list instanceof AttributeDefaults);
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      Object value = of(item);
      same &= value == item;
      copy.add(value);
    }
    return same ? list : copy;
  }

  /** Without U+0000, which no database keeps, and with U+FFFD for halves of surrogate pairs. */
  private static String text(String text) {
    int at = 0;
    while (at < text.length() && isKept(text, at)) {
      at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
    }
    if (at >= text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        continue;
      }
      if (isKept(text, i) && Character.isHighSurrogate(c)) {
        kept.append(c).append(text.charAt(++i));
      } else {
        kept.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return kept.toString();
  }

  private static boolean isKept(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    return c != 0 && !Character.isLowSurrogate(c);
  }
}
