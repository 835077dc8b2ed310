package io.noetl.camel.template.python;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code keys()}, {@code values()} and {@code items()} give: the dict itself, seen one way.
 *
 * @param kind the way
 * @param map the dict
 */
public record DictView(Kind kind, Map<?, ?> map) implements PyObject {

  /** The three ways. */
  public enum Kind {
    /** The keys. */
    KEYS("dict_keys"),
    /** The values. */
    VALUES("dict_values"),
    /** Pairs of both. */
    ITEMS("dict_items");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  boolean isKeys() {
    return kind == Kind.KEYS;
  }

  /** Whether it compares as a set. */
  boolean isSet() {
    return kind != Kind.VALUES;
  }

  /** The order of sets: which one holds the other. */
  boolean subset(Ordering order, DictView other) {
    boolean all = isIn(other);
    boolean every = other.isIn(this);
    return switch (order) {
      case LESS -> all && !every;
      case LESS_OR_EQUAL -> all;
      case GREATER -> every && !all;
      case GREATER_OR_EQUAL -> every;
    };
  }

  private boolean isIn(DictView other) {
    Iterator<?> items = iterator();
    boolean in = true;
    while (in && items.hasNext()) {
      in = Iteration.contains(other, items.next());
    }
    return in;
  }

  @Override
  public String typeName() {
    return kind.type;
  }

  @Override
  public String repr() {
    PyList items = new PyList();
    iterator().forEachRemaining(items::add);
    return kind.type + "(" + Repr.of(items) + ")";
  }

  @Override
  public boolean truth() {
    return !map.isEmpty();
  }

  @Override
  public boolean sized() {
    return true;
  }

  @Override
  public long length() {
    return map.size();
  }

  @Override
  public boolean iterable() {
    return true;
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return switch (kind) {
      case KEYS -> Dicts.keys(map);
      case VALUES -> values();
      case ITEMS -> pairs();
    };
  }

  private Iterator<@Nullable Object> values() {
    Iterator<?> values = map.values().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return values.hasNext();
      }

      @Override
      public @Nullable Object next() {
        return values.next();
      }
    };
  }

  private Iterator<@Nullable Object> pairs() {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    PyDict dict = map instanceof PyDict d ? d : null;
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public @Nullable Object next() {
        Map.Entry<?, ?> entry = entries.next();
        Object key = dict == null ? entry.getKey() : dict.original(entry.getKey());
        return new Tuple(key, entry.getValue());
      }
    };
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // values() has no equality in Python
  public boolean equalTo(@Nullable Object other) {
    if (!isSet()) {
      return this == other;
    }
    return other instanceof DictView view
        && view.isSet()
        && view.length() == length()
        && isIn(view);
  }
}
