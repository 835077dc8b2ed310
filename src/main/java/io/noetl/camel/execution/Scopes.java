package io.noetl.camel.execution;

import io.noetl.camel.compiler.Expressions;
import io.noetl.camel.playbook.Assignments;
import io.noetl.camel.playbook.Assignments.Assignment;
import io.noetl.camel.playbook.Assignments.Scope;
import io.noetl.camel.template.TemplateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a step writes into its own scopes: its iteration's, its own, its list's. One
 * thread at a time.
 */
final class Scopes {
  private final Map<String, @Nullable Object> iter = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> step = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> local = new LinkedHashMap<>();

  /**
   * The values of a {@code set}, all rendered before any is written.
   *
   * @throws TemplateError when a template fails
   */
  static List<Write> rendered(Assignments set, Expressions expressions, StepNames names) {
    List<Write> writes = new ArrayList<>();
    for (Assignment entry : set.entries()) {
      Object value = expressions.value(entry.pointer()).render(names);
      writes.add(
          new Write(entry.scope(), entry.path(), value instanceof Raw raw ? raw.raw() : value));
    }
    return writes;
  }

  /** A value that stands for another one when it is written as a whole. */
  interface Raw {
    @Nullable Object raw();
  }

  /** Takes what is written here; what is the execution's is left out. */
  void write(List<Write> writes) {
    for (Write write : writes) {
      Map<String, @Nullable Object> scope = of(write.scope());
      if (scope != null) {
        scope.put(write.name(), write.over(scope.get(write.name())));
      }
    }
  }

  private @Nullable Map<String, @Nullable Object> of(Scope scope) {
    return switch (scope) {
      case CTX -> null;
      case ITER -> iter;
      case STEP -> step;
      case LOCAL -> local;
    };
  }

  /** Whether nothing was written. */
  boolean isEmpty() {
    return iter.isEmpty() && step.isEmpty() && local.isEmpty();
  }

  /** Those of the execution. */
  static List<Write> ofRun(List<Write> writes) {
    return writes.stream().filter(write -> write.scope() == Scope.CTX).toList();
  }

  /**
   * The names with what was written.
   *
   * @param item the variables of the loop item; null outside of a loop
   */
  StepNames over(StepNames names, @Nullable Map<String, @Nullable Object> item) {
    Map<String, @Nullable Object> scopes = new LinkedHashMap<>();
    if (item != null || !iter.isEmpty()) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>(item == null ? Map.of() : item);
      all.putAll(iter);
      scopes.put("iter", all);
    }
    if (!step.isEmpty()) {
      scopes.put("step", step);
    }
    StepNames seen = local.isEmpty() ? names : names.near(local);
    return scopes.isEmpty() ? seen : seen.scoped(scopes);
  }
}
