package io.noetl.camel.template.python;

import io.noetl.camel.template.Names;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looking up and walking through dicts. Keys that are equal in Python have one canonical form:
 * {@code 1}, {@code 1.0} and {@code True} are the same key, as are a str and a Markup.
 */
public final class Dicts {
  private Dicts() {}

  /** The value of a key, or {@link Names#MISSING}. */
  public static @Nullable Object get(Map<?, ?> map, @Nullable Object key) {
    Object canonical = key instanceof String ? key : canonical(key);
    if (!(map instanceof HashMap)) {
      return search(map, canonical);
    }
    Object value = map.get(canonical);
    if (value != null || map.containsKey(canonical)) {
      return value;
    }
    return canonical instanceof String || map instanceof PyDict
        ? Names.MISSING
        : search(map, canonical);
  }

  /** Maps of other Java code may have other keys, and may not bear to be asked for ours. */
  private static @Nullable Object search(Map<?, ?> map, @Nullable Object canonical) {
    if (canonical instanceof String) {
      try {
        Object value = map.get(canonical);
        return value != null || map.containsKey(canonical) ? value : Names.MISSING;
      } catch (ClassCastException e) {
        return Names.MISSING;
      }
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (Equality.equal(entry.getKey(), canonical)) {
        return entry.getValue();
      }
    }
    return Names.MISSING;
  }

  /** The form in which a key stands in a dict; fails where it cannot be one. */
  static @Nullable Object canonical(@Nullable Object key) {
    return switch (key) {
      case null -> null;
      case String s -> s;
      case Long l -> l;
      case Boolean b -> b ? 1L : 0L;
      case Integer i -> i.longValue();
      case BigInteger b -> Numbers.normal(b);
      case Double d when d == Math.rint(d) && !Double.isInfinite(d) ->
          Numbers.normal(Numbers.exact(d).toBigInteger());
      case Markup m -> m.text();
      case Tuple t -> new KeyTuple(Arrays.stream(t.toArray()).map(Dicts::canonical).toArray());
      case Undefined u -> u.key();
      case List<?> l -> throw unhashable(key);
      case Map<?, ?> m -> throw unhashable(key);
      case SliceValue s -> throw unhashable(key);
      case DictView v when v.isSet() -> throw unhashable(key);
      default -> key;
    };
  }

  private static PyError unhashable(Object key) {
    return PyError.type("unhashable type: '" + Types.name(key) + "'");
  }

  /** A tuple of canonical keys, which Java compares as Python does. */
  private static final class KeyTuple extends Tuple {
    KeyTuple(@Nullable Object[] items) {
      super(items);
    }
  }

  /** Visits the entries, with the keys as they were put in. */
  static void forEach(Map<?, ?> map, BiConsumer<@Nullable Object, @Nullable Object> visitor) {
    if (map instanceof PyDict dict) {
      dict.forEach((key, value) -> visitor.accept(dict.original(key), value));
    } else {
      map.forEach(visitor);
    }
  }

  /** The keys as they were put in. */
  public static Iterator<@Nullable Object> keys(Map<?, ?> map) {
    Iterator<?> keys = map.keySet().iterator();
    PyDict dict = map instanceof PyDict d ? d : null;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return keys.hasNext();
      }

      @Override
      public @Nullable Object next() {
        Object key = keys.next();
        return dict == null ? key : dict.original(key);
      }
    };
  }
}
