package io.noetl.camel.compiler;

import io.noetl.camel.template.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled templates of a playbook, by the JSON pointer of their place. */
public final class Expressions {
  private static final Expr NOTHING = new Expr.Constant(null);
  private static final Expr EMPTY = new Expr.Constant(Map.of());

  private final Map<String, Expr> values;
  private final Map<String, Template> conditions;

  Expressions(Map<String, Expr> values, Map<String, Template> conditions) {
    this.values = Map.copyOf(values);
    this.conditions = Map.copyOf(conditions);
  }

  /** The value at a pointer; one that renders to null where there is none. */
  public Expr value(String pointer) {
    return values.getOrDefault(pointer, NOTHING);
  }

  /** The map at a pointer; an empty one where there is none. */
  public Expr map(String pointer) {
    return values.getOrDefault(pointer, EMPTY);
  }

  /** The condition at a pointer, null where there is none. */
  public @Nullable Template condition(String pointer) {
    return conditions.get(pointer);
  }
}
