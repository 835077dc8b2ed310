package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.BigResult;
import io.noetl.camel.template.AttributeDefaults;
import io.noetl.camel.template.Names;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A result as templates see it: {@code {{ step }}} and, where the result has no {@code data},
 * {@code {{ step.data }}} are the same.
 */
public final class StepResult {
  private static final String REF = "_ref";
  private static final Json JSON = new Json();

  private StepResult() {}

  /** The result with {@code .data} and {@code .result} for itself where it has no such member. */
  public static @Nullable Object of(@Nullable Object result) {
    return switch (result) {
      case MapResult wrapped -> wrapped;
      case ListResult wrapped -> wrapped;
      case OutputValue output -> output;
      case ErrorValue error -> error;
      case Map<?, ?> map -> new MapResult(stringKeys(map));
      case List<?> list -> new ListResult(list);
      case null, default -> result;
    };
  }

  /**
   * A result with its address: {@code {{ step._ref }}} where it is too big to be passed on by
   * value.
   */
  static @Nullable Object at(@Nullable Object result, ResultRef ref) {
    return switch (of(result)) {
      case MapResult map -> new MapResult(map.map, map.behind, ref);
      case ListResult list -> new ListResult(list.list, ref);
      case null -> null;
      case Object other -> other;
    };
  }

  private static @Nullable Object ref(@Nullable ResultRef ref, Object result) {
    return ref != null && BigResult.isBig(JSON.write(result)) ? ref.text() : Names.MISSING;
  }

  /**
   * What a call gave, as rules, conditions and retries see it under {@code response}: the whole,
   * and the members of its {@code data} where the whole has none of that name.
   */
  public static @Nullable Object response(@Nullable Object result) {
    return result instanceof Map<?, ?> map && map.get("data") instanceof Map<?, ?> body
        ? new MapResult(stringKeys(map), stringKeys(body))
        : of(result);
  }

  /**
   * A result as a sink sees it under {@code result}: the {@code data} of an envelope, else the
   * whole; {@code result.data} is that too.
   */
  public static @Nullable Object unwrapped(@Nullable Object result) {
    if (result instanceof Map<?, ?> map && map.get("data") != null) {
      Object data = map.get("data");
      return data instanceof Map<?, ?> inner && inner.containsKey("data")
          ? new MapResult(stringKeys(inner))
          : of(data);
    }
    return of(result);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  private static boolean isItself(String name) {
    return name.equals("data") || name.equals("result");
  }

  private static final class MapResult extends AbstractMap<String, @Nullable Object>
      implements AttributeDefaults {
    private final Map<String, @Nullable Object> map;
    private final Map<String, @Nullable Object> behind;
    private final @Nullable ResultRef ref;

    MapResult(Map<String, @Nullable Object> map) {
      this(map, Map.of());
    }

    MapResult(Map<String, @Nullable Object> map, Map<String, @Nullable Object> behind) {
      this(map, behind, null);
    }

    MapResult(
        Map<String, @Nullable Object> map,
        Map<String, @Nullable Object> behind,
        @Nullable ResultRef ref) {
      this.map = map;
      this.behind = behind;
      this.ref = ref;
    }

    @Override
    public @Nullable Object missingAttribute(String name) {
      if (behind.containsKey(name)) {
        return behind.get(name);
      }
      if (name.equals(REF)) {
        return ref(ref, map);
      }
      return isItself(name) ? this : ResultAliases.of(map, name);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return map.containsKey(key);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      return map.entrySet();
    }
  }

  private static final class ListResult extends AbstractList<@Nullable Object>
      implements AttributeDefaults {
    private final List<?> list;
    private final @Nullable ResultRef ref;

    ListResult(List<?> list) {
      this(list, null);
    }

    ListResult(List<?> list, @Nullable ResultRef ref) {
      this.list = list;
      this.ref = ref;
    }

    @Override
    public @Nullable Object missingAttribute(String name) {
      if (name.equals(REF)) {
        return ref(ref, list);
      }
      return isItself(name) ? this : Names.MISSING;
    }

    @Override
    public @Nullable Object get(int index) {
      return list.get(index);
    }

    @Override
    public int size() {
      return list.size();
    }
  }
}
