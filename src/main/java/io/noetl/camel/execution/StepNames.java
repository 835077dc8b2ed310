package io.noetl.camel.execution;

import io.noetl.camel.template.Names;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a step's templates see, the nearest first: what belongs to the call ({@code event,
 * response, error}, the loop's variables), the step's args, the execution's ids, its variables.
 */
final class StepNames implements Names {
  private final Variables variables;
  private final Map<String, Object> fixed;
  private final Map<String, @Nullable Object> call;
  private Map<String, @Nullable Object> args = Map.of();
  private Map<String, @Nullable Object> near = Map.of();
  private Map<String, @Nullable Object> scopes = Map.of();

  StepNames(Variables variables, Map<String, Object> fixed) {
    this(variables, fixed, new HashMap<>());
  }

  private StepNames(
      Variables variables, Map<String, Object> fixed, Map<String, @Nullable Object> call) {
    this.variables = variables;
    this.fixed = fixed;
    this.call = call;
  }

  /** The same with more names of the call. */
  StepNames with(Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> both = new HashMap<>(call);
    both.putAll(more);
    return copy(both);
  }

  private StepNames copy(Map<String, @Nullable Object> calls) {
    StepNames names = new StepNames(variables, fixed, calls);
    names.args = args;
    names.near = near;
    names.scopes = scopes;
    return names;
  }

  /** The same with names that win over the execution's, and over nothing else. */
  StepNames near(Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> both = new HashMap<>(near);
    both.putAll(more);
    StepNames names = copy(call);
    names.near = both;
    return names;
  }

  /** The same with scopes, which are found where nothing else has their name. */
  StepNames scoped(Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> both = new HashMap<>(scopes);
    both.putAll(more);
    StepNames names = copy(call);
    names.scopes = both;
    return names;
  }

  /** The same with the step's args. */
  StepNames withArgs(Map<String, @Nullable Object> stepArgs) {
    StepNames names = copy(call);
    names.args = stepArgs;
    return names;
  }

  @Override
  public @Nullable Object get(String name) {
    Object value = call.get(name);
    if (value != null || call.containsKey(name)) {
      return value;
    }
    value = args.get(name);
    if (value != null || args.containsKey(name)) {
      return value;
    }
    value = fixed.get(name);
    if (value != null) {
      return value;
    }
    value = near.get(name);
    if (value != null || near.containsKey(name)) {
      return value;
    }
    return switch (name) {
      case "workload" -> variables.workloadView();
      case "vars" -> variables.varsView();
      case "keychain" -> variables.keychainView();
      // The server's environment is not a playbook's business; {{ env.X | default(…) }} still
      // works.
      case "env" -> Map.of();
      case "args", "input" -> or(variables.get(name), args);
      case "ctx" -> or(variables.get(name), variables.varsView());
      default -> scoped(name);
    };
  }

  private @Nullable Object scoped(String name) {
    Object value = variables.get(name);
    return value instanceof Missing && scopes.containsKey(name) ? scopes.get(name) : value;
  }

  private static @Nullable Object or(@Nullable Object value, Object otherwise) {
    return value instanceof Missing ? otherwise : value;
  }

  /** All names in one map, for Python's {@code context}. */
  Map<String, @Nullable Object> flat() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(scopes);
    all.put("ctx", variables.varsView());
    all.putAll(variables.flat());
    all.putAll(near);
    all.put("workload", variables.workloadView());
    all.put("vars", variables.varsView());
    all.putAll(fixed);
    all.putAll(call);
    return all;
  }
}
