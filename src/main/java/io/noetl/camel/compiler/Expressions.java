package io.noetl.camel.compiler;

import io.noetl.camel.template.Names;
import io.noetl.camel.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled templates of a playbook, by the JSON pointer of their place. */
public final class Expressions {
  private static final CompiledValue NOTHING = new CompiledValue.Constant(null);
  private static final CompiledValue EMPTY = new CompiledValue.Constant(Map.of());

  private final Map<String, CompiledValue> values;
  private final Map<String, Template> conditions;

  Expressions(Map<String, CompiledValue> values, Map<String, Template> conditions) {
    this.values = Map.copyOf(values);
    this.conditions = Map.copyOf(conditions);
  }

  /** The value at a pointer; one that renders to null where there is none. */
  public CompiledValue value(String pointer) {
    return values.getOrDefault(pointer, NOTHING);
  }

  /** The map at a pointer; an empty one where there is none. */
  public CompiledValue map(String pointer) {
    return values.getOrDefault(pointer, EMPTY);
  }

  /**
   * The members of the map at a pointer, rendered; none where there is no map.
   *
   * @throws io.noetl.camel.template.TemplateError when a template fails
   */
  public Map<String, @Nullable Object> members(String pointer, Names names) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (map(pointer).render(names) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> members.put(String.valueOf(key), value));
    }
    return members;
  }

  /**
   * One member of the map at a pointer, rendered; null where it has none.
   *
   * @throws io.noetl.camel.template.TemplateError when its template fails
   */
  public @Nullable Object member(String pointer, String name, Names names) {
    return switch (map(pointer)) {
      case CompiledValue.MapOf map when map.members().get(name) != null ->
          map.members().get(name).render(names);
      case CompiledValue.Constant(Map<?, ?> map) -> map.get(name);
      default -> null;
    };
  }

  /** The condition at a pointer, null where there is none. */
  public @Nullable Template condition(String pointer) {
    return conditions.get(pointer);
  }
}
