package io.noetl.camel.execution;

import io.noetl.camel.template.AttributeDefaults;
import io.noetl.camel.template.Names;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an execution knows by name: its workload, variables that were set, results of steps, the
 * keychain. NoETL's views of it: {@code workload.x}, {@code vars.x} and {@code x}. Thread-safe.
 */
public final class Variables {
  private volatile Map<String, @Nullable Object> workload;
  private final Map<String, Object> set = new ConcurrentHashMap<>();

  /** Names that are not the workload's, although they were written. */
  private final Set<String> ofCtx = ConcurrentHashMap.newKeySet();

  private final Map<String, Object> results = new ConcurrentHashMap<>();
  private volatile Map<String, @Nullable Object> keychain = Map.of();
  private volatile Map<String, @Nullable Object> payload = Map.of();

  /** ConcurrentHashMap holds no null. */
  private static final Object NONE = new Object();

  /** Whose they are; 0 before it is known. */
  private volatile long executionId;

  Variables(Map<String, @Nullable Object> workload) {
    this.workload = new LinkedHashMap<>(workload);
  }

  /** Sets a variable; a workload key of this name has the new value too. */
  synchronized void set(String name, @Nullable Object value) {
    set.put(name, value == null ? NONE : value);
    ofCtx.remove(name);
    if (workload.containsKey(name)) {
      Map<String, @Nullable Object> changed = new LinkedHashMap<>(workload);
      changed.put(name, value);
      workload = changed;
    }
  }

  /** Writes into {@code ctx}; the workload stays as it was. */
  synchronized void write(Write write) {
    Object value = write.over(member(write.name()));
    set.put(write.name(), value == null ? NONE : value);
    ofCtx.add(write.name());
  }

  /** The values of some names as they would be with what is about to be written. */
  Map<String, @Nullable Object> with(List<Write> writes) {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    for (Write write : writes) {
      Object before =
          about.containsKey(write.name()) ? about.get(write.name()) : member(write.name());
      about.put(write.name(), write.over(before));
    }
    return about;
  }

  /** What {@code ctx} has by a name, else the workload; null for nothing. */
  private @Nullable Object member(String name) {
    Object value = set.get(name);
    return value == null ? workload.get(name) : value == NONE ? null : value;
  }

  void result(String step, @Nullable Object value) {
    Object wrapped = StepResult.of(value);
    results.put(step, wrapped == null ? NONE : wrapped);
  }

  /** Results by the name of their step. */
  Map<String, @Nullable Object> results() {
    return plain(results);
  }

  /** What was set, by name. */
  Map<String, @Nullable Object> variables() {
    return plain(set);
  }

  /** What the execution was started with: {@code payload}, where nothing else has that name. */
  void payload(Map<String, @Nullable Object> given) {
    payload = given;
  }

  /** Says whose they are: results have their addresses then. */
  void belongTo(long id) {
    executionId = id;
  }

  void keychain(Map<String, @Nullable Object> entries) {
    keychain = entries;
  }

  /** A name at the top level: a step's result, a variable, a keychain entry, a workload key. */
  @Nullable Object get(String name) {
    Object result = results.get(name);
    if (result != null && result != NONE && executionId != 0) {
      return StepResult.at(result, new ResultRef(executionId, name));
    }
    Object found = result == null ? set.get(name) : result;
    if (found != null) {
      return found == NONE ? null : found;
    }
    if (keychain.containsKey(name)) {
      return keychain.get(name);
    }
    Object value = member(workload, name);
    return value instanceof Names.Missing && name.equals("payload") ? payload : value;
  }

  private static @Nullable Object member(Map<String, @Nullable Object> map, String name) {
    Object value = map.get(name);
    return value == null && !map.containsKey(name) ? Names.MISSING : value;
  }

  /** {@code workload}: the merged workload; a name that was set since is found in it too. */
  Map<String, @Nullable Object> workloadView() {
    return new View(workload, true);
  }

  /** {@code vars}: what was set; a workload key is found in it too. */
  Map<String, @Nullable Object> varsView() {
    return varsView(Map.of());
  }

  /** {@code vars} with values that are about to be set. */
  Map<String, @Nullable Object> varsView(Map<String, @Nullable Object> about) {
    Map<String, @Nullable Object> all = plain(set);
    all.putAll(about);
    return new View(all, false);
  }

  Map<String, @Nullable Object> keychainView() {
    return keychain;
  }

  /** Everything by name, as Python's {@code context} has it. */
  Map<String, @Nullable Object> flat() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(workload);
    all.putAll(keychain);
    all.putAll(plain(set));
    all.putAll(plain(results));
    return all;
  }

  private static Map<String, @Nullable Object> plain(Map<String, Object> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(name, value == NONE ? null : value));
    return copy;
  }

  private final class View extends AbstractMap<String, @Nullable Object>
      implements AttributeDefaults {
    private final Map<String, @Nullable Object> own;
    private final boolean ofWorkload;

    View(Map<String, @Nullable Object> own, boolean ofWorkload) {
      this.own = own;
      this.ofWorkload = ofWorkload;
    }

    @Override
    public @Nullable Object missingAttribute(String name) {
      if (!ofWorkload) {
        return member(workload, name);
      }
      Object value = ofCtx.contains(name) ? null : set.get(name);
      return value == null ? Names.MISSING : value == NONE ? null : value;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return own.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return own.containsKey(key);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      return own.entrySet();
    }
  }
}
