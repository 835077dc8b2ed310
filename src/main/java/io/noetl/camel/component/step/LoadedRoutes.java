package io.noetl.camel.component.step;

import io.noetl.camel.compiler.CompiledPlaybook;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which playbooks are loaded, least recently used first, and how many exchanges run on each. Not
 * thread-safe.
 */
final class LoadedRoutes {
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;

  private static final class Entry {
    private final CompiledPlaybook playbook;
    private int running;

    Entry(CompiledPlaybook playbook) {
      this.playbook = playbook;
    }
  }

  /**
   * None is loaded yet.
   *
   * @param most how many stay loaded where nothing runs on them
   */
  LoadedRoutes(int most) {
    this.most = most;
  }

  boolean contains(String key) {
    return entries.containsKey(key);
  }

  void add(CompiledPlaybook playbook) {
    entries.put(playbook.key(), new Entry(playbook));
  }

  /** An exchange begins: the playbook stays loaded until it has ended. */
  void begin(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw new IllegalStateException("not loaded: " + key);
    }
    entry.running++;
  }

  void ended(String key) {
    Entry entry = entries.get(key);
    if (entry != null) {
      entry.running--;
    }
  }

  boolean areTooMany() {
    return entries.size() > most;
  }

  /** Takes out those that nobody needs and that are too many, the least recently used first. */
  List<CompiledPlaybook> takeUnused() {
    List<CompiledPlaybook> taken = new ArrayList<>();
    Iterator<Entry> all = entries.values().iterator();
    while (areTooMany() && all.hasNext()) {
      Entry entry = all.next();
      if (entry.running == 0) {
        all.remove();
        taken.add(entry.playbook);
      }
    }
    return taken;
  }
}
