package io.noetl.camel.template.python;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dict that a template made, and so may change. Its keys stand in it in their canonical form (see
 * {@link Dicts}); what a key looked like when it was first put in is kept beside, as Python has it.
 */
public final class PyDict extends LinkedHashMap<@Nullable Object, @Nullable Object> {
  private static final long serialVersionUID = 1L;

  private transient @Nullable Map<@Nullable Object, @Nullable Object> originals;

  /** An empty dict. */
  public PyDict() {}

  /** A dict with the entries of another one. */
  public PyDict(Map<?, ?> entries) {
    Dicts.forEach(entries, this::set);
  }

  /** Puts an entry in, the key in any form. */
  @SuppressWarnings("ReferenceEquality") // a key in its canonical form is that object itself
  public void set(@Nullable Object key, @Nullable Object value) {
    Object canonical = Dicts.canonical(key);
    if (canonical != key && !(key instanceof Integer) && !containsKey(canonical)) {
      if (originals == null) {
        originals = new HashMap<>();
      }
      originals.put(canonical, key);
    }
    put(canonical, value);
  }

  /** What a key looked like when it was put in. */
  @Nullable Object original(@Nullable Object canonical) {
    return originals == null || !originals.containsKey(canonical)
        ? canonical
        : originals.get(canonical);
  }

  @Override
  public @Nullable Object remove(@Nullable Object canonical) {
    if (originals != null) {
      originals.remove(canonical);
    }
    return super.remove(canonical);
  }

  @Override
  public void clear() {
    originals = null;
    super.clear();
  }
}
