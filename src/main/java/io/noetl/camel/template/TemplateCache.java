package io.noetl.camel.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The templates that were used last, by text and place. Thread-safe. */
final class TemplateCache {
  private record Key(String source, TemplateSource where) {}

  private final Map<Key, Template> templates;

  TemplateCache(int capacity) {
    this.templates =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Template> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The template, compiled where it is not kept; that is done outside of the lock. */
  Template get(String source, TemplateSource where, Supplier<Template> compile) {
    Key key = new Key(source, where);
    Template known = find(key);
    if (known != null) {
      return known;
    }
    Template compiled = compile.get();
    synchronized (templates) {
      templates.put(key, compiled);
    }
    return compiled;
  }

  private @Nullable Template find(Key key) {
    synchronized (templates) {
      return templates.get(key);
    }
  }
}
